# The front door: run, test, bench, and test-dates for what is too long for every day.
.DELETE_ON_ERROR:
.PHONY: run test test-dates bench fuzz lint deny rust-test browser-test tools

# Where the program answers; `make run LISTEN=0.0.0.0:8080` to reach it from a phone.
LISTEN ?= 127.0.0.1:8080

run: static/dist/map.js
	cargo run --release --locked -- serve --listen $(LISTEN)

test: lint deny rust-test browser-test

lint: static/dist/map.js
	scripts/timed "cargo fmt" cargo fmt --check
	scripts/timed "cargo clippy" cargo clippy --locked --all-targets -- -D warnings

deny:
	@if command -v cargo-deny >/dev/null; then cargo deny --offline --log-level error check licenses bans sources; \
	else echo "licences not checked: cargo install --locked cargo-deny"; fi

rust-test: static/dist/map.js
	scripts/timed "Rust tests, built" cargo test --locked --lib --bins --tests --no-run
	scripts/timed "Rust tests" cargo test --locked --lib --bins --tests
	scripts/timed "doc tests" cargo test --locked --doc
	RUSTDOCFLAGS="-D warnings" scripts/timed "cargo doc" cargo doc --locked --no-deps --document-private-items --quiet

browser-test: static/dist/map.js tools
	scripts/timed "the program, built" cargo build --locked
	scripts/timed "browser tests" npm test

# Everything in a browser on every date that has broken a page or could, and at every hour: about two hours.
test-dates: static/dist/map.js tools
	cargo build --locked
	cargo test --locked --lib --bins --tests --no-run
	scripts/test-dates

# A million schedules written in Japanese, and a million mutations of phrases and of OSM lines.
fuzz: static/dist/map.js
	WRITTEN=1000000 HOURS_MUTATIONS=1000000 cargo test --locked --release --test hours -- --nocapture written mutated
	cargo test --locked --release --test phrases -- --ignored --nocapture million

bench: static/dist/map.js tools
	IBASHO_SPOPT=$$(scripts/spopt) cargo bench --locked
	cargo build --release --locked
	IBASHO=target/release/ibasho node benches/first-page.js
	IBASHO=target/release/ibasho node benches/lighthouse.js
	IBASHO=target/release/ibasho node benches/map.js

# The browser the page tests drive, with Japanese fonts; installed only when it is missing.
tools:
	@scripts/timed "browser, installed" scripts/browser-tools

node_modules/.package-lock.json: package-lock.json
	scripts/timed "npm packages" npm ci --no-audit --no-fund
	@touch $@

# The scripts of the pages, from static/js and their packages; the program embeds them.
static/dist/map.js: node_modules/.package-lock.json scripts/build.js $(wildcard static/js/*.js static/js/*/*.js static/css/map.css)
	npm run --silent build

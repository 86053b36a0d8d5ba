# The front door: run, test, bench. Everything else is behind these three.
.DELETE_ON_ERROR:
.PHONY: run test bench lint deny rust-test browser-test tools

# Where the program answers; `make run LISTEN=0.0.0.0:8080` to reach it from a phone.
LISTEN ?= 127.0.0.1:8080

run: node_modules/.package-lock.json
	cargo run --release --locked -- serve --listen $(LISTEN)

test: lint deny rust-test browser-test

lint:
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings

deny:
	@if command -v cargo-deny >/dev/null; then cargo deny --offline --log-level error check licenses bans sources; \
	else echo "licences not checked: cargo install --locked cargo-deny"; fi

rust-test: node_modules/.package-lock.json
	cargo test --locked --lib --bins --tests
	cargo test --locked --doc
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet

browser-test: node_modules/.package-lock.json tools
	cargo build --locked
	npm test

bench: node_modules/.package-lock.json
	cargo bench --locked

# The browser the page tests drive, with Japanese fonts; installed only when it is missing.
tools:
	@scripts/browser-tools

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

# How far everybody can use these pages

accessibility-title = Accessibility
accessibility-aim = Aim
accessibility-aim-1 = The aim is level AA of JIS X 8341-3:2016, and of WCAG 2.2.
accessibility-aim-2 = It covers every page for families. No conformance is claimed yet, because not every test has been made.
accessibility-done = What is done
accessibility-done-1 = Every page is built to work without JavaScript and with the keyboard alone. Targets are large, and a state is shown by mark and word, never by color alone.
accessibility-done-2 = Text can be enlarged, and dark settings are honored. Easy Japanese carries readings.
accessibility-tested = What was tested
accessibility-tested-1 = Automatic checks (axe-core, in Chromium) run with every change. They find only part of the problems there can be.
accessibility-untested = What is not tested yet
accessibility-untested-1 = People who use screen readers (NVDA, VoiceOver, TalkBack) have not tested it yet.
accessibility-untested-2 = Some software reads ruby (furigana) twice. The map is visual, so the list gives the same content.
accessibility-trouble = If something is hard to use
accessibility-trouble-1 = Please tell the contact below which page it was and what was hard. The same information can be had by phone.

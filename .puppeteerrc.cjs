// The tests use the browser of the machine (scripts/browser-tools): none is downloaded.
module.exports = { skipDownload: true };

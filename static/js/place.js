// @ts-check
// Place page: sharing and printing.

import { shareAll } from './share.js';
import { takeAll } from './shortlist.js';

shareAll(document);
takeAll(document);
for (const button of document.querySelectorAll('[data-do="print"]')) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

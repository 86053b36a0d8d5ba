// @ts-check
// The page of a place: sharing it.

import { shareAll } from './share.js';

shareAll(document);

// On every page: the reader's progress, and whether the page was read to its end. The host of components finds it as `ipcoordProgress`.

import { openProgress } from "../lib/progress.js";
import { watchReading } from "../lib/reading.js";

globalThis.ipcoordProgress ??= openProgress();
watchReading(globalThis.ipcoordProgress, document);

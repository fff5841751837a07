// On every page: the reader's progress, and whether the page was read to its end. The host of components finds it as `ipcoordProgress`.

import { watchReading } from "../lib/reading.js";
import { ownProgress } from "./own-progress.js";

globalThis.ipcoordProgress ??= ownProgress();
watchReading(globalThis.ipcoordProgress, document);

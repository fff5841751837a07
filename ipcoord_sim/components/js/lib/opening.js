// What every component that asks the engine begins with.

import { argsOf, callOf } from "./call.js";
import { live } from "./dom.js";
import { headsOf } from "./heads.js";

/** Its settings, its way to the engine, its headings, and two regions whose words are spoken: `status` waits its turn, `alarm` does not. */
export function opening({ model, el }) {
  return { args: argsOf(model), call: callOf(model), head: headsOf(el), status: live("status"), alarm: live("alert") };
}

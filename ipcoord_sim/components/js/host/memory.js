// Python's memory as it is once it has started and read the law: kept as a file, so that a page need not start it again.
// What the program file brings anyway (its data) is taken out of the copy and put back: the copy is a third smaller.

const HEAD = 128;

/** The pieces of data in a WebAssembly program: [where they begin in the file, where in memory, how long]. */
export function dataOf(program) {
  const read = { at: 8 };
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = program[read.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (read.at < program.length) {
    const kind = program[read.at++];
    const size = number();
    if (kind !== 11) {
      read.at += size;
      continue;
    }
    const pieces = [];
    for (let left = number(); left > 0; left -= 1) {
      const flags = number();
      if (flags !== 0 || program[read.at++] !== 0x41) throw new Error("data at an address that is not a plain number");
      const place = number();
      if (program[read.at++] !== 0x0b) throw new Error("an address that does not end");
      const length = number();
      pieces.push([read.at, place, length]);
      read.at += length;
    }
    return pieces;
  }
  return [];
}

/** Take the program's data out of a copy of the memory, or put it back: the same step does both. The copy is changed in place. */
export function crossed(copy, program) {
  for (const [from, place, length] of dataOf(program)) {
    for (let n = 0; n < length; n += 1) copy[HEAD + place + n] ^= program[from + n];
  }
  return copy;
}

// RFC 3492: what an international label says behind `xn--`. Only decoding; undefined for what no encoder makes.
const [BASE, MIN, MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [36, 1, 26, 38, 700, 72, 128] as const;

export function decodePunycode(text: string): string | undefined {
  const delimiter = text.lastIndexOf('-');
  const letters = delimiter > 0 ? Array.from(text.slice(0, delimiter)) : [];
  let [code, bias, index] = [FIRST_CODE as number, FIRST_BIAS as number, 0];
  let at = delimiter > 0 ? delimiter + 1 : 0;
  while (at < text.length) {
    const before = index;
    for (let weight = 1, step = BASE; ; step += BASE) {
      const digit = Number.parseInt(text[at++] ?? '', BASE);
      if (Number.isNaN(digit)) return undefined;
      // Letters stand for 0 to 25 and digits for 26 to 35; parseInt has it the other way round.
      const value = digit < 10 ? digit + 26 : digit - 10;
      index += value * weight;
      const threshold = Math.min(MAX, Math.max(MIN, step - bias));
      if (value < threshold) break;
      weight *= BASE - threshold;
    }
    const count = letters.length + 1;
    bias = adapted(index - before, count, before === 0);
    code += Math.floor(index / count);
    index %= count;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    letters.splice(index++, 0, String.fromCodePoint(code));
  }
  return letters.join('');
}

function adapted(change: number, count: number, first: boolean): number {
  let delta = first ? Math.floor(change / DAMP) : change >> 1;
  delta += Math.floor(delta / count);
  let steps = 0;
  while (delta > ((BASE - MIN) * MAX) >> 1) {
    delta = Math.floor(delta / (BASE - MIN));
    steps += BASE;
  }
  return steps + Math.floor(((BASE - MIN + 1) * delta) / (delta + SKEW));
}

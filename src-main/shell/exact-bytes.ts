/**
 * Copies a message that came over a Node child's channel, every byte array cut to its own size. There an array is a window
 * onto the buffer the channel was read into, and passing it on would send that whole buffer, with other messages in it, to the
 * page.
 * @param value plain data: objects, arrays, byte arrays, strings, numbers, booleans, null, undefined
 */
export function withExactBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return Uint8Array.from(value);
  }
  if (Array.isArray(value)) {
    return value.map(withExactBytes);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withExactBytes(entry)]));
  }
  return value;
}

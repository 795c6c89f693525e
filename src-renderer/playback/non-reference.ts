/** Tells of the bytes of one coded picture whether no other picture is predicted from it. */
export type NonReferenceCheck = (data: Uint8Array) => boolean;

/** What a picture that may be left out consists of, by nal_unit_type (H.264, table 7-1). */
const slice = 1;
const besideSlices = [6, 9, 12];

/** Where each NAL unit begins that stands behind its length. Empty when the lengths do not fill the bytes exactly. */
function startsByLength(data: Uint8Array, lengthBytes: number): number[] {
  const starts: number[] = [];
  let place = 0;
  while (place + lengthBytes < data.length) {
    let length = 0;
    for (let byte = 0; byte < lengthBytes; byte += 1) {
      length = length * 256 + (data[place + byte] ?? 0);
    }
    starts.push(place + lengthBytes);
    place += lengthBytes + length;
  }
  return place === data.length ? starts : [];
}

/** Where each NAL unit begins that stands behind the start code 00 00 01. */
function startsByCode(data: Uint8Array): number[] {
  const starts: number[] = [];
  for (let one = data.indexOf(1, 2); one !== -1 && one + 1 < data.length; one = data.indexOf(1, one + 1)) {
    if (data[one - 1] === 0 && data[one - 2] === 0) {
      starts.push(one + 1);
    }
  }
  return starts;
}

/**
 * A way to the picture of frame N need not pass over pictures that nothing is predicted from: in H.264 those all of whose
 * slices have nal_ref_idc 0 (ITU-T H.264, 7.4.1), a third to two thirds of a recording with B-pictures. Of any other kind
 * of video, and of bytes that are not understood, it says no.
 */
export function createNonReferenceCheck({ codec, description }: VideoDecoderConfig): NonReferenceCheck {
  if (!/^avc[13]\./.test(codec)) {
    return () => false;
  }
  const record = description === undefined ? null : bytesOf(description);
  const lengthBytes = record === null ? null : ((record[4] ?? 3) & 3) + 1;
  return (data) => {
    const starts = lengthBytes === null ? startsByCode(data) : startsByLength(data, lengthBytes);
    const headers = starts.map((start) => data[start] ?? 0);
    const slices = headers.filter((header) => (header & 31) === slice);
    return (
      slices.length > 0 &&
      slices.every((header) => (header & 0x60) === 0) &&
      headers.every((header) => [slice, ...besideSlices].includes(header & 31))
    );
  };
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

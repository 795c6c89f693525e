import {
  greyWeights,
  type KeptLines,
  keptLines,
  sharpenWeight,
  sharpenWhole,
  toneCurve,
  type ViewingAids,
} from '../../src-main/domain/viewing-aids.ts';

const vertexText = `#version 300 es
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  gl_Position = vec4(corner * 4.0 - 1.0, 0.0, 1.0);
}`;

/** Whole numbers throughout, so that every machine gives the levels that aid-pixels.ts gives. */
const fragmentText = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D picture;
uniform highp sampler2D curve;
uniform ivec2 size;
uniform int lineAxis;
uniform int lineKept;
uniform int weight;
uniform bool isGrey;
out vec4 colour;

ivec3 coded(ivec2 at) {
  return ivec3(texelFetch(picture, at, 0).rgb * 255.0 + 0.5);
}

ivec3 lined(ivec2 at) {
  if (lineAxis < 0 || (at[lineAxis] & 1) == lineKept || size[lineAxis] < 2) {
    return coded(at);
  }
  ivec2 before = at;
  ivec2 after = at;
  int last = size[lineAxis] - 1;
  before[lineAxis] = at[lineAxis] == 0 ? 1 : at[lineAxis] - 1;
  after[lineAxis] = at[lineAxis] == last ? last - 1 : at[lineAxis] + 1;
  return (coded(before) + coded(after) + 1) >> 1;
}

int near(int place, int length) {
  return place < 0 ? min(1, length - 1) : (place >= length ? length - 1 : place);
}

int level(int value) {
  return int(texelFetch(curve, ivec2(value, 0), 0).r * 255.0 + 0.5);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  at.y = size.y - 1 - at.y;
  ivec3 value = lined(at);
  if (weight > 0) {
    ivec3 around = lined(ivec2(near(at.x - 1, size.x), at.y)) + lined(ivec2(near(at.x + 1, size.x), at.y))
      + lined(ivec2(at.x, near(at.y - 1, size.y))) + lined(ivec2(at.x, near(at.y + 1, size.y)));
    ivec3 sum = value * (${sharpenWhole} + 4 * weight) - around * weight;
    value = clamp((sum + ${sharpenWhole / 2}) >> ${Math.log2(sharpenWhole)}, 0, 255);
  }
  if (isGrey) {
    value = ivec3((value.r * ${greyWeights.red} + value.g * ${greyWeights.green} + value.b * ${greyWeights.blue} + ${greyWeights.whole / 2}) / ${greyWeights.whole});
  }
  colour = vec4(vec3(level(value.r), level(value.g), level(value.b)) / 255.0, 1.0);
}`;

/** Draws pictures with viewing aids on the graphics processor. */
export type AidShader = {
  /** A canvas of the picture's size with the aids applied, good until the next call; null when it cannot be done. */
  draw(picture: OffscreenCanvas, aids: ViewingAids, rotation: number): OffscreenCanvas | null;
};

function compile(gl: WebGL2RenderingContext, type: number, text: string): WebGLShader | null {
  const shader = gl.createShader(type);
  if (shader === null) {
    return null;
  }
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return gl.getShaderParameter(shader, gl.COMPILE_STATUS) === true ? shader : null;
}

function link(gl: WebGL2RenderingContext): WebGLProgram | null {
  const vertex = compile(gl, gl.VERTEX_SHADER, vertexText);
  const fragment = compile(gl, gl.FRAGMENT_SHADER, fragmentText);
  const program = gl.createProgram();
  if (vertex === null || fragment === null || program === null) {
    return null;
  }
  gl.attachShader(program, vertex);
  gl.attachShader(program, fragment);
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null;
}

function bindTexture(gl: WebGL2RenderingContext, unit: number): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const [name, value] of [
    [gl.TEXTURE_MIN_FILTER, gl.NEAREST],
    [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
    [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
  ] as const) {
    gl.texParameteri(gl.TEXTURE_2D, name, value);
  }
}

/**
 * Null where there is no WebGL 2, or none but one that a processor pretends to be: that is many times slower than
 * aid-pixels.ts.
 * @param isPretenceAllowed for tests on machines without a graphics processor
 */
export function createAidShader(isPretenceAllowed = false): AidShader | null {
  const canvas = new OffscreenCanvas(16, 16);
  const gl = canvas.getContext('webgl2', {
    ...{ alpha: false, antialias: false, depth: false },
    failIfMajorPerformanceCaveat: !isPretenceAllowed,
  });
  const program = gl === null ? null : link(gl);
  if (gl === null || program === null) {
    return null;
  }
  const largest = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  // biome-ignore lint/correctness/useHookAtTopLevel: a function of WebGL, not of React
  gl.useProgram(program);
  const place = (name: string) => gl.getUniformLocation(program, name);
  const places = {
    picture: place('picture'),
    curve: place('curve'),
    size: place('size'),
    lineAxis: place('lineAxis'),
    lineKept: place('lineKept'),
    weight: place('weight'),
    isGrey: place('isGrey'),
  };
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  bindTexture(gl, 0);
  bindTexture(gl, 1);
  gl.uniform1i(places.picture, 0);
  gl.uniform1i(places.curve, 1);

  return {
    draw(picture, aids, rotation) {
      const { width, height } = picture;
      if (gl.isContextLost() || width > largest || height > largest) {
        return null;
      }
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        gl.viewport(0, 0, width, height);
      }
      const isSideways = rotation === 90 || rotation === 270;
      const lines: KeptLines | null =
        aids.deinterlace === 'off' ? null : keptLines(aids.deinterlace, rotation, isSideways ? width : height);
      gl.activeTexture(gl.TEXTURE1);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, 256, 1, 0, gl.RED, gl.UNSIGNED_BYTE, toneCurve(aids));
      gl.activeTexture(gl.TEXTURE0);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture);
      gl.uniform2i(places.size, width, height);
      gl.uniform1i(places.lineAxis, lines === null ? -1 : lines.axis === 'rows' ? 1 : 0);
      gl.uniform1i(places.lineKept, lines?.remainder ?? 0);
      gl.uniform1i(places.weight, sharpenWeight(aids));
      gl.uniform1i(places.isGrey, aids.isGreyscale ? 1 : 0);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      return gl.getError() === gl.NO_ERROR ? canvas : null;
    },
  };
}

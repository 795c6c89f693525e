// Who may import whom. scripts/check-walls.mjs runs it; test/unit/walls.test.ts proves that each wall holds.

/** Matches any of these npm packages (and their @types) wherever node_modules is. */
const npm = (...names) =>
  `(^|/)node_modules/(@types/)?(${names.map((name) => name.replace('/', '[/]')).join('|')})(/|$)`;
const anyNpm = '(^|/)node_modules/';
const own = {
  domain: '^src-main/domain/',
  contract: '^src-main/contract/',
  engine: '^src-main/engine/',
  guard: '^src-main/guard/',
  /** Travels inside every packet; the engine verifies with the very same code. */
  verifier: '^resources/packet-viewer/verify[.]mjs$',
};
const electron = npm('electron');
const zod = npm('zod');

/**
 * One row per layer: what it is, and everything it may import. `core` is Node's own modules; `packages` any npm package
 * not named in another wall below.
 */
const layers = [
  { name: 'domain', path: '^src-main/domain/', may: [own.domain, zod] },
  { name: 'contract', path: '^src-main/contract/', may: [own.contract, own.domain, zod] },
  { name: 'guard', path: own.guard, may: [own.guard, own.domain], core: true },
  {
    name: 'engine',
    path: '^src-main/engine/',
    may: [own.engine, own.guard, own.contract, own.domain, own.verifier, anyNpm],
    core: true,
    never: [electron],
  },
  {
    name: 'shell',
    path: '^src-main/shell/',
    may: ['^src-main/shell/', own.guard, own.contract, own.domain, electron, zod],
    core: true,
  },
  { name: 'preload', path: '^src-main/preload/', may: ['^src-main/preload/', own.contract, electron] },
  {
    name: 'cli',
    path: '^src-main/cli/',
    may: ['^src-main/cli/', own.engine, own.guard, own.contract, own.domain, zod],
    core: true,
  },
  {
    name: 'renderer',
    path: '^src-renderer/',
    may: ['^src-renderer/', own.contract, own.domain, anyNpm],
    never: [npm('electron', 'better-sqlite3', 'fluent-ffmpeg', '@node-rs/argon2', 'node')],
  },
];

const layerRules = layers.flatMap(({ name, path, may, core, never }) => [
  {
    name: `${name}-imports`,
    comment: `The ${name} imports nothing outside its row in the table.`,
    severity: 'error',
    from: { path },
    to: { pathNot: may, couldNotResolve: false, ...(core ? { dependencyTypesNot: ['core'] } : {}) },
  },
  ...(never
    ? [
        {
          name: `${name}-never`,
          comment: `The ${name} keeps clear of these packages.`,
          severity: 'error',
          from: { path },
          to: { path: never },
        },
      ]
    : []),
]);

/** Folders of the engine that are not rooms. */
const floors = 'store|history|jobs|media|catalog|entry';
/** What every room is handed: the open matter and the layout of its folder. */
const openMatter = '^src-main/engine/matters/(open-matter|matter-folder)[.]ts$';
const instruments = 'player|timeline|waveform|overlay';
const network = '^(node:)?(http|https|http2|net|tls|dgram|dns|inspector)(/promises)?$';
const networkPackages = npm(
  'undici',
  'ws',
  'axios',
  'got',
  'node-fetch',
  'socket[.]io',
  'socket[.]io-client',
  '@electron/get',
);

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'known-layers',
      comment: 'Every file of src-main lives in a layer that the table knows.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: layers.map(({ path }) => path) },
      to: {},
    },
    {
      name: 'sqlite-in-store-only',
      comment:
        'One module opens databases, so that the pragmas are set and asserted on every open. Types may be named.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/engine/store/open[.]ts$' },
      to: { path: npm('better-sqlite3', 'better-sqlite3-multiple-ciphers'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'children-in-media-only',
      comment:
        'Only the media room starts programs; the shell starts the engine as a Node child where Electron is too old.',
      severity: 'error',
      from: { path: '^src-', pathNot: ['^src-main/engine/media/', '^src-main/shell/engine-process[.]ts$'] },
      to: { path: ['^(node:)?(child_process|cluster)$', npm('fluent-ffmpeg')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-network',
      comment: 'No network: not "not used", refused. Only the guard names these modules, to take them away.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/guard/refuse-network[.]ts$' },
      to: { path: [network, networkPackages] },
    },
    {
      name: 'screens-apart',
      comment: 'A screen never imports another screen.',
      severity: 'error',
      from: { path: '^src-renderer/screens/([^/]+)/' },
      to: { path: '^src-renderer/screens/', pathNot: '^src-renderer/screens/$1/' },
    },
    {
      name: 'media-libraries-in-instruments',
      comment: 'video.js and wavesurfer.js live in the instruments and nowhere else.',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: `^src-renderer/(${instruments})/` },
      to: { path: npm('video[.]js', 'wavesurfer[.]js') },
    },
    {
      name: 'rooms-apart',
      comment:
        "A room reads another room's store; its calls, jobs and helpers are its own. The open matter is everyone's ground, and types may be named.",
      severity: 'error',
      from: { path: `^src-main/engine/(?!(?:${floors})/)([^/]+)/` },
      to: {
        path: `^src-main/engine/(?!(?:${floors})/)[^/]+/`,
        pathNot: ['^src-main/engine/$1/', '-store[.]ts$', openMatter],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'floors-below-rooms',
      comment:
        "Store, history, jobs and media know no room; only the entry and the engine itself put the house together. The open matter is everyone's ground, and types may be named.",
      severity: 'error',
      from: { path: '^src-main/engine/(store|history|jobs|media)/' },
      to: {
        path: `^src-main/engine/(?!(?:${floors})/)[^/]+/`,
        pathNot: openMatter,
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'no-cycles', comment: 'No cycles.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'Every import leads to a file or an installed package; an unread one would escape every wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?](url|raw|worker)$' },
    },
  ],
  options: {
    doNotFollow: { path: ['(^|/)node_modules/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};

// The dependency rules of ARCHITECTURE.md. tests/contract/house.test.ts keeps this file honest: it counts the modules.
const PRODUCT = '^(shared|electron|renderer)/';

/** @type {import('dependency-cruiser').IConfiguration} */
// oxlint-disable-next-line import/no-default-export -- dependency-cruiser reads the default export
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle has no order in which to read or start it.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-runs-anywhere',
      comment:
        'shared/ imports shared/ and pure tables of rules (addresses, phone numbers, VAT numbers); the schemas alone have zod.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/ipc/schemas/' },
      to: {
        pathNot: ['^shared/', '^node_modules/(jsvat-next|libphonenumber-js|localized-address-format)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'schemas-have-zod-only',
      severity: 'error',
      from: { path: '^shared/ipc/schemas/' },
      to: { pathNot: ['^shared/', '^node_modules/zod/'] },
    },
    {
      name: 'electron-knows-no-renderer',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'renderer-knows-no-electron',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron/', '^node_modules/electron/'] },
    },
    {
      name: 'product-knows-no-tools',
      severity: 'error',
      from: { path: PRODUCT },
      to: { path: '^(tools|tests)/' },
    },
    {
      name: 'electron-module-in-platform-only',
      comment: 'electron/platform is the inventory of what we need from Electron.',
      severity: 'error',
      from: {
        path: '^electron/',
        pathNot: ['^electron/main\\.ts$', '^electron/preload\\.ts$', '^electron/platform/'],
      },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'stripe-sdk-in-gateway-only',
      comment: 'Everybody else speaks our terms; types of the SDK are fine.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^electron/stripe/' },
      to: { path: '^node_modules/stripe/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-receive-their-dependencies',
      comment:
        'What a service works with arrives as a parameter; it may know the types, and pure functions of documents/ and workspaces/.',
      severity: 'error',
      from: { path: '^electron/services/' },
      to: {
        path: '^electron/(stripe|cache|workspaceDatabase|sync|platform)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'emulator-is-an-independent-opinion',
      comment: 'It shares no code with the app.',
      severity: 'error',
      from: { path: '^electron/stripeEmulator/' },
      to: { path: ['^shared/', '^electron/(?!stripeEmulator/)', '^renderer/'] },
    },
    {
      name: 'emulator-starts-in-few-places',
      severity: 'error',
      from: {
        path: PRODUCT,
        // mainBundle.ts starts the emulator's thread; only the thread loads the emulator.
        pathNot: [
          '^electron/main\\.ts$',
          '^electron/platform/mainBundle\\.ts$',
          '^electron/cli/',
          '^electron/stripeEmulator/',
        ],
      },
      to: { path: '^electron/stripeEmulator/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'databases-keep-to-themselves',
      comment: 'Their files run in worker threads, where nothing else of the app exists.',
      severity: 'error',
      from: { path: '^electron/(cache|workspaceDatabase)/' },
      to: {
        path: '^electron/',
        pathNot: ['^electron/$1/', '^electron/sqlite/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'ui-without-domain',
      comment: 'ui/ and format/ are pieces that every feature may use.',
      severity: 'error',
      from: { path: '^renderer/(ui|format)/' },
      to: { path: '^renderer/(api|features|app)/' },
    },
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      from: { path: PRODUCT },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(json|css|woff2|mjs\\?url|svg|png)$' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

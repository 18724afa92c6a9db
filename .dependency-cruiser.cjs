/**
 * The storeys of the house: imports look down only, and a feature is entered by its front door.
 * kernel, ui → identity → union → shop → live → training → services → insights → routes
 */
const features = ['identity', 'union', 'shop', 'live', 'training', 'services', 'insights']
const tests = '\\.test\\.tsx?$'
const application = '^app/(entry\\.|root\\.tsx|routes|i18n-resources|public-texts)'

const upward = features.slice(0, -1).map((feature, storey) => ({
  name: `${feature}-looks-down`,
  comment: `What must act upward from ${feature} goes through the outbox.`,
  severity: 'error',
  from: { path: `^app/features/${feature}/` },
  to: { path: `^app/features/(${features.slice(storey + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'front-door',
      comment:
        'A feature is entered from another by index.ts, index.ui.ts, index.forms.ts or index.server.ts alone.',
      severity: 'error',
      from: { path: '^app/features/([^/]+)/' },
      to: {
        path: '^app/features/[^/]+/',
        pathNot: [
          '^app/features/$1/',
          '^app/features/[^/]+/(index|index\\.ui|index\\.forms|index\\.server)\\.ts$',
          // What a test lays out of a storey below.
          '/testing\\.server\\.ts$',
        ],
      },
    },
    {
      name: 'kernel-knows-no-domain',
      severity: 'error',
      from: { path: '^app/kernel/', pathNot: tests },
      to: { path: '^app/', pathNot: '^app/(kernel|generated)/' },
    },
    {
      name: 'ui-knows-no-domain',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: tests },
      to: { path: '^app/', pathNot: '^app/(ui|kernel)/' },
    },
    {
      name: 'features-know-no-urls',
      severity: 'error',
      from: { path: '^app/features/' },
      to: { path: application },
    },
    {
      name: 'application-knows-no-process',
      comment:
        'server/ attaches what entry.server exports. Tests may ask server/ for a database; types are erased.',
      severity: 'error',
      from: { path: '^app/', pathNot: tests },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'application-knows-only-hook-types',
      severity: 'error',
      from: { path: '^app/', pathNot: tests },
      to: { path: '^server/', pathNot: '^server/media/hooks\\.ts$' },
    },
    {
      name: 'process-reaches-features-through-the-build',
      severity: 'error',
      from: { path: '^server/', pathNot: ['^server/commands/', tests] },
      to: { path: '^app/', pathNot: '^app/kernel/' },
    },
    {
      name: 'commands-use-front-doors',
      severity: 'error',
      from: {
        path: ['^server/commands/', '^prisma/seed', '^e2e/'],
        // The generated histories of payment are a test of the operations themselves, with another clock; the benchmark
        // of claims replaces their commit.
        pathNot: ['^e2e/long/payments', '^e2e/load/claim'],
      },
      to: {
        path: '^app/',
        pathNot: [
          '^app/(kernel|generated)/',
          '^app/features/[^/]+/(index|index\\.forms|index\\.server)\\.ts$',
          '[/-](texts|i18n-resources)\\.ts$',
          // The page's own line to a room, driven without a page.
          '^app/features/live/chat/(room-line-client|room-line-state|room-socket)\\.ts$',
        ],
      },
    },
    {
      name: 'sandbox-knows-no-domain',
      comment: 'It stands in for somebody else: what it knows of us comes over the wire.',
      severity: 'error',
      from: { path: '^server/sandbox/' },
      to: { path: '^app/', pathNot: '^app/kernel/' },
    },
    {
      name: 'media-knows-no-domain',
      severity: 'error',
      from: { path: '^server/media/', pathNot: tests },
      to: {
        path: ['^app/', '^server/', '^prisma/'],
        pathNot: [
          '^server/(media/|(free-space|origin)\\.ts$)',
          '^app/kernel/(outcome|ingest-wire|byte-range|network-of|publishing-secret)\\.ts$',
        ],
      },
    },
    {
      name: 'media-knows-no-database',
      severity: 'error',
      from: { path: '^server/media/' },
      to: { path: ['node_modules/(pg|prisma|@prisma|graphile-worker)/', '^app/generated/'] },
    },
    {
      name: 'server-code-stays-on-the-server',
      comment: 'Routes may import it: Remix strips it from the browser bundle.',
      severity: 'error',
      from: { path: '^app/', pathNot: ['\\.server\\.tsx?$', '^app/(root\\.tsx|routes/)', tests] },
      to: { path: '\\.server\\.tsx?$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.(ts|js)$',
          '^\\.[^/]+\\.(cjs|js)$',
          '^app/(routes|entry\\.)',
          '^(e2e|server/commands)/',
          '^app/generated/',
          tests,
        ],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(build|data|test-results)/', '^app/generated/.*/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
    cache: false,
  },
}

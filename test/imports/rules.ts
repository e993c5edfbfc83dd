import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

const DOMAIN = '^backend/(batches|sheet|engines|images|files)/';
const ADAPTER = '^backend/(embedded|google)/';
const EDGE = '^backend/(main|app|config|routes|cli|access)(/|\\.ts)';
const GOOGLE = 'node_modules/(@google-cloud/|@googleapis/|googleapis|google-auth-library)';

/** The direction of imports (docs/architecture.md), as rules that the check enforces. Loosening one is a decision. */
export const RULES: IForbiddenRuleType[] = [
  forbid('no-cycles', 'A cycle makes two files one.', {}, { circular: true }),
  forbid(
    'shared-stands-alone',
    'shared/ runs in Apps Script: it may import shared/ only.',
    { path: '^shared/' },
    {
      pathNot: '^shared/',
    },
  ),
  forbid(
    'templates-are-data',
    'templates/ is data and its types.',
    { path: '^templates/' },
    {
      pathNot: '^(templates|shared)/',
    },
  ),
  forbid(
    'addon-knows-no-backend',
    'The add-on talks to the backend over its API only.',
    { path: '^addon/', pathNot: '^addon/build' },
    { pathNot: '^(addon|shared|templates)/|node_modules/preact/' },
  ),
  forbid(
    'domain-knows-no-adapter',
    'The domain takes ports, never adapters.',
    { path: DOMAIN },
    {
      path: [ADAPTER, EDGE, '^(addon|workbench|test|bench)/'],
    },
  ),
  forbid(
    'domain-knows-no-google',
    'Google packages stay in backend/google and backend/access.',
    { path: DOMAIN },
    {
      path: [GOOGLE, 'node_modules/express/'],
    },
  ),
  forbid(
    'images-before-engines',
    'images/ and files/ come before engines, batches and sheet.',
    { path: '^backend/(images|files)/' },
    {
      path: '^backend/(engines|batches|sheet)/',
    },
  ),
  forbid(
    'engines-before-batches',
    'Engines know nothing of batches or sheets.',
    { path: '^backend/engines/' },
    {
      path: '^backend/(batches|sheet)/',
    },
  ),
  forbid(
    'batches-before-sheet',
    'The sheet is a shadow of the store, never the other way round.',
    { path: '^backend/batches/' },
    {
      path: '^backend/sheet/',
    },
  ),
  forbid(
    'adapters-below-the-edge',
    'Adapters know ports and domain, not routes or commands.',
    { path: ADAPTER },
    {
      path: [EDGE, '^(addon|workbench|test|bench)/'],
    },
  ),
  forbid(
    'embedded-knows-no-google',
    'Embedded runs without any Google package.',
    { path: '^backend/embedded/' },
    {
      path: [GOOGLE, '^backend/google/'],
    },
  ),
  forbid(
    'workbench-starts-the-backend',
    'The workbench knows the backend only where it starts it.',
    { path: '^workbench/', pathNot: '^workbench/(main|start-workbench)\\.ts' },
    { path: '^backend/' },
  ),
  forbid(
    'workbench-runs-the-built-addon',
    'The workbench runs what would be deployed: it may build the add-on, never import its parts.',
    { path: '^workbench/' },
    { path: '^addon/', pathNot: '^addon/build\\.ts' },
  ),
  forbid(
    'product-knows-no-tests',
    'Nothing that ships imports tests or benchmarks.',
    {
      path: '^(addon|backend|shared|templates|workbench|bin)/',
    },
    { path: '^(test|bench)/' },
  ),
];

function forbid(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IForbiddenRuleType {
  return { name, comment, severity: 'error', from, to };
}

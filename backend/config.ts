import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Everything that an operator can set, parsed once from environment variables. */
export interface Config {
  readonly mode: 'embedded' | 'google';
  /** 0: any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Where people's browsers reach result links, without a trailing slash; null: the address the backend listens on. */
  readonly publicUrl: string | null;
  /** `host:port` pairs that sources may be read from although they are not public. */
  readonly privateSources: ReadonlySet<string>;
  readonly limits: {
    readonly maxFileBytes: number;
    readonly maxPixels: number;
    readonly maxImages: number;
    readonly maxRows: number;
    readonly sourceTimeoutMs: number;
  };
  /** USD per person and UTC month; null: no cap. */
  readonly monthCapUsd: number | null;
  /** null: results are kept until they are deleted. */
  readonly retentionDays: number | null;
  /** E-mails and domains that may sign in; empty (embedded only): everyone whom the issuer names. */
  readonly allowed: readonly string[];
  readonly identity: {
    /** What ID tokens must be made for; null: nobody can sign in. */
    readonly audience: string | null;
    /** null: Google's own. */
    readonly certsUrl: string | null;
  };
  readonly sheets: {
    /** null: Google's own. */
    readonly rootUrl: string | null;
    /** A bearer token instead of the account of this machine. */
    readonly token: string | null;
    /** Account that people share their spreadsheet with. */
    readonly writerAccount: string | null;
    readonly writesPerMinute: number;
  };
  /** Variables of providers that are set (never their values), see the catalogue's `keyVariable`. */
  readonly keys: ReadonlySet<string>;
}

/** A setting cannot be used; the message names it, what was found and what is allowed. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

const number = (min: number, max: number, allowed = `a number from ${min} to ${max}`) =>
  z.coerce.number({ error: allowed }).min(min, allowed).max(max, allowed);
const whole = (min: number, max: number) => {
  const allowed = `a whole number from ${min} to ${max}`;
  return number(min, max, allowed).refine(Number.isInteger, allowed);
};
const webAddress = z
  .string()
  .refine(
    (text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''),
    'an address such as https://images.example.com',
  )
  .transform((text) => text.replace(/\/+$/, ''));
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
const hostPort = list.refine(
  (all) => all.every((one) => /^[^:/\s]+:\d{1,5}$/.test(one)),
  'host:port pairs separated by commas, such as 127.0.0.1:8080',
);
const people = list.refine(
  (all) => all.every((one) => /^([^@\s]+@)?[^@\s]+\.[^@\s]+$/.test(one)),
  'e-mail addresses and domains separated by commas, such as ann@example.com, example.org',
);

const VARIABLES = z.object({
  ROWSHOT_MODE: z.enum(['embedded', 'google'], { error: 'embedded or google' }).default('embedded'),
  PORT: whole(0, 65_535).default(8787),
  ROWSHOT_DATA: z.string().optional(),
  ROWSHOT_PUBLIC_URL: webAddress.optional(),
  ROWSHOT_ALLOW_PRIVATE_SOURCES: hostPort.default([]),
  ROWSHOT_MAX_FILE_MB: number(1, 500).default(20),
  ROWSHOT_MAX_MEGAPIXELS: number(1, 500).default(50),
  ROWSHOT_MAX_IMAGES: whole(4, 8).default(4),
  ROWSHOT_MAX_ROWS: whole(1, 50_000).default(10_000),
  ROWSHOT_SOURCE_TIMEOUT_S: number(1, 600).default(30),
  ROWSHOT_MONTH_CAP_USD: number(0, 1_000_000).optional(),
  ROWSHOT_RETENTION_DAYS: whole(1, 3650).optional(),
  ROWSHOT_ALLOWED: people.default([]),
  ROWSHOT_IDENTITY_AUDIENCE: z.string().optional(),
  ROWSHOT_IDENTITY_CERTS_URL: webAddress.optional(),
  ROWSHOT_SHEETS_ROOT_URL: webAddress.optional(),
  ROWSHOT_SHEETS_TOKEN: z.string().optional(),
  ROWSHOT_WRITER_ACCOUNT: z.string().optional(),
  ROWSHOT_SHEET_WRITES_PER_MINUTE: whole(1, 600).default(60),
});

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables; a blank variable counts as not set.
 * @throws ConfigError naming every variable that cannot be used
 */
export function readConfig(environment: Environment): Config {
  const filled = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = VARIABLES.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      // A secret that was put into the wrong variable must not end up in a log.
      const found = name.endsWith('TOKEN') ? 'its value' : `“${environment[name] ?? ''}”`;
      return `${name} is ${found}; it must be ${issue.message}.`;
    });
    throw new ConfigError([...new Set(sentences)].join('\n'));
  }
  const set = parsed.data;
  if (set.ROWSHOT_MODE === 'google' && set.ROWSHOT_ALLOWED.length === 0) {
    throw new ConfigError(
      'ROWSHOT_ALLOWED is empty; in google mode it must list the e-mail addresses and domains that may use Rowshot.',
    );
  }
  return {
    mode: set.ROWSHOT_MODE,
    port: set.PORT,
    dataDir: set.ROWSHOT_DATA ?? join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'rowshot'),
    publicUrl: set.ROWSHOT_PUBLIC_URL ?? null,
    privateSources: new Set(set.ROWSHOT_ALLOW_PRIVATE_SOURCES),
    limits: {
      maxFileBytes: Math.round(set.ROWSHOT_MAX_FILE_MB * 1024 * 1024),
      maxPixels: Math.round(set.ROWSHOT_MAX_MEGAPIXELS * 1_000_000),
      maxImages: set.ROWSHOT_MAX_IMAGES,
      maxRows: set.ROWSHOT_MAX_ROWS,
      sourceTimeoutMs: Math.round(set.ROWSHOT_SOURCE_TIMEOUT_S * 1000),
    },
    monthCapUsd: set.ROWSHOT_MONTH_CAP_USD ?? null,
    retentionDays: set.ROWSHOT_RETENTION_DAYS ?? null,
    allowed: set.ROWSHOT_ALLOWED.map((one) => one.toLowerCase()),
    identity: { audience: set.ROWSHOT_IDENTITY_AUDIENCE ?? null, certsUrl: set.ROWSHOT_IDENTITY_CERTS_URL ?? null },
    sheets: {
      rootUrl: set.ROWSHOT_SHEETS_ROOT_URL ?? null,
      token: set.ROWSHOT_SHEETS_TOKEN ?? null,
      writerAccount: set.ROWSHOT_WRITER_ACCOUNT ?? null,
      writesPerMinute: set.ROWSHOT_SHEET_WRITES_PER_MINUTE,
    },
    keys: new Set(filled.map(([name]) => name).filter((name) => name.endsWith('_KEY'))),
  };
}

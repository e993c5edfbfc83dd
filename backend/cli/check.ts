// `rowshot check`: every mistake and the cost, before anything is run.
import type { Command } from 'commander';
import type { Issue } from '../../shared/issue.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type FileReading, readFileRows } from './read-file.ts';
import { addReadingOptions, type ReadingOptions } from './read-options.ts';
import { readingSetup } from './reading-setup.ts';

interface CheckOptions extends ReadingOptions {
  readonly json: boolean;
}

export function addCheck(program: Command, finish: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('Check FILE against a template: mistakes by cell, images and cost.');
  addReadingOptions(command)
    .option('--json', 'print one JSON object', false)
    .action(async (file: string, options: CheckOptions) => {
      const read = await readFileRows(file, options, readingSetup({ preview: false }));
      process.stdout.write(options.json ? `${JSON.stringify(toJson(read))}\n` : toText(read));
      finish(read.errors.length > 0 ? EXIT.refused : EXIT.done);
    });
}

function toJson({ filled, estimate, errors, warnings, reading }: FileReading): object {
  const told = ({ cell, column, found, message }: Issue) => ({ cell, column, found, message });
  return {
    rows: filled,
    rows_ready: estimate.rows,
    images: estimate.images,
    cost_usd: estimate.costUsd,
    errors: errors.map(told),
    warnings: warnings.map(told),
    notices: reading.notices,
  };
}

function toText({ filled, estimate, errors, warnings, reading, input }: FileReading): string {
  const lines = [
    ...errors.map((issue) => `error    ${issue.message}`),
    ...warnings.map((issue) => `warning  ${issue.message}`),
    ...reading.notices.map((notice) => `notice   ${notice.message}`),
  ];
  const needFix = filled - estimate.rows;
  const fix = needFix > 0 ? ` (${needFix} ${needFix === 1 ? 'row needs' : 'rows need'} a fix)` : '';
  const cost = estimate.costUsd > 0 ? `$${estimate.costUsd.toFixed(2)}` : 'free';
  lines.push(`${input.tabTitle}: ${estimate.rows} of ${filled} rows ready${fix}, ${estimate.images} images, ${cost}.`);
  return `${lines.join('\n')}\n`;
}

import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { Desk, manifestLines } from './run-command.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const PROMPTS = 'prompt,aspect_ratio,num_images\nA red mug,1:1,2\nA blue chair,16:9,1\n';

describe('run', () => {
  test('rows in, ZIP and manifest out; a bad row fails alone', async () => {
    await desk.write('shop.csv', `${PROMPTS},1:1,1\nA fox,7:7,1\ntoo,many,fields,here\n`);
    const { code, json } = await desk.runJson('run', 'shop.csv', '--template', 'generate-basic', '--out', 'out.zip');
    expect(code).toBe(3);
    expect(json).toMatchObject({ rows: { total: 5, completed: 2, failed: 3 }, images: 3, cost_usd: 0 });
    const zip = await desk.unzip('out.zip');
    const lines = manifestLines(zip.get('manifest.csv'));
    expect(lines.map(({ row, status, error }) => `${row} ${status} ${error}`)).toEqual([
      '2 completed ',
      '2 completed ',
      '3 completed ',
      '4 failed bad_input',
      '5 failed bad_input',
      '6 failed bad_input',
    ]);
    expect([...zip.keys()].sort()).toEqual(
      [...lines.map((line) => line.file ?? '').filter(Boolean), 'manifest.csv'].sort(),
    );
    expect(lines[4]?.message).toContain('B5 holds “7:7”');
    for (const line of lines)
      expect(Object.keys(line)).toEqual(expect.arrayContaining(['row_id', 'prompt_sent', 'cost']));
  }, 60_000);

  test('the same file again runs only what is new or changed, and writes everything', async () => {
    await desk.write('shop.csv', PROMPTS);
    const run = () => desk.runJson('run', 'shop.csv', '--template', 'generate-basic');
    expect((await run()).json).toMatchObject({ rows: { total: 2, completed: 2, unchanged: 0 } });
    const before = await readdir(desk.path('shop-images'));
    const again = await run();
    expect(again.code).toBe(0);
    expect(again.json).toMatchObject({ rows: { total: 2, completed: 2, unchanged: 2 } });
    expect(await readdir(desk.path('shop-images'))).toEqual(before);
    await desk.write('shop.csv', PROMPTS.replace('blue', 'green').concat('A red mug,1:1,2\n'));
    // A changed row, and a second equal row: two equal rows are two rows.
    expect((await run()).json).toMatchObject({ rows: { total: 3, completed: 3, unchanged: 1 } });
    const all = await desk.runJson('run', 'shop.csv', '--template', 'generate-basic', '--all');
    expect(all.json).toMatchObject({ rows: { total: 3, completed: 3, unchanged: 0 } });
  }, 60_000);

  test('a foreign file in the way refuses before anything runs; --force replaces it', async () => {
    await desk.write('shop.csv', 'image,prompt\nmug.png,blue\n');
    await desk.picture('mug.png');
    const refused = await desk.run('run', 'shop.csv', '--template', 'edit', '--out', '.');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('mug.png exists already');
    expect((await desk.runJson('history')).json).toEqual([]);
    const forced = await desk.run('run', 'shop.csv', '--template', 'edit', '--out', '.', '--force');
    expect(forced.code).toBe(0);
  }, 60_000);

  test('pictures by path, with blanks; paths that leave the folder and other schemes are bad_input', async () => {
    await desk.picture('a red mug.png');
    await desk.write('page.png', '<html>no</html>');
    const sources = [
      'a red mug.png',
      '../secret.png',
      '/etc/passwd',
      'file:///etc/passwd',
      'data:image/png;base64,AA',
      'ftp://x/a.png',
      'missing.png',
      'page.png',
      'http://127.0.0.1:1/x.png',
    ];
    await desk.write(
      'shop.csv',
      `image_url,tool,format\n${sources.map((source) => `"${source}",convert,jpg`).join('\n')}\n`,
    );
    const { code, json } = await desk.runJson('run', 'shop.csv', '--template', 'tools', '--out', 'o');
    expect(code).toBe(3);
    const failures = json.failures as { row: number; error: string }[];
    expect(failures.map(({ row, error }) => `${row} ${error}`)).toEqual([
      '3 bad_input',
      '4 bad_input',
      '5 bad_input',
      '6 bad_input',
      '7 bad_input',
      '8 unreachable_source',
      '9 unsupported_image',
      '10 bad_input',
    ]);
    expect((await readdir(desk.path('o'))).sort()).toEqual(['a red mug.jpg', 'manifest.csv']);
    expect((await readFile(desk.path('o/a red mug.jpg'))).subarray(0, 3).toString('hex')).toBe('ffd8ff');
  }, 60_000);

  test('a folder of pictures through one tool that is set for all of them', async () => {
    await mkdir(desk.path('shots'));
    await desk.picture('shots/one.png');
    await desk.picture('shots/Two.PNG');
    const args = ['run', 'shots', '--template', 'tools', '--set', 'tool=convert', '--set', 'format=jpg'];
    expect(await desk.runJson(...args)).toMatchObject({ code: 0, json: { rows: { total: 2, completed: 2 } } });
    expect((await readdir(desk.path('shots-images'))).sort()).toEqual(['Two.jpg', 'manifest.csv', 'one.jpg']);
    const refused = await desk.run(...args, '--set', 'colour=red');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('no column “colour”')]);
  }, 60_000);

  test('a local picture that was replaced is a changed row', async () => {
    await desk.picture('mug.png');
    await desk.write('shop.csv', 'image_url,tool,format\nmug.png,convert,jpg\n');
    const run = () => desk.runJson('run', 'shop.csv', '--template', 'tools', '--out', 'o.zip');
    await run();
    expect((await run()).json).toMatchObject({ rows: { unchanged: 1 } });
    await desk.picture('mug.png', '#3344cc');
    expect((await run()).json).toMatchObject({ rows: { unchanged: 0, completed: 1 } });
  }, 60_000);

  test('a folder of pictures, --first, --name with folders, a tab of a workbook, own headers and a key', async () => {
    await desk.write(
      'shop.xlsx',
      await writeXlsx({
        sheets: [
          { name: 'Notes', rows: [['hello']] },
          {
            name: 'Items',
            rows: [
              ['Motif', 'SKU'],
              ['A cat', 'c1'],
              ['A dog', 'd1'],
              ['A fox', 'f1'],
            ],
          },
        ],
      }),
    );
    const run = await desk.runJson(
      'run',
      'shop.xlsx',
      '--template',
      'generate-basic',
      '--tab',
      'items',
      '--map',
      'Motif=prompt',
      '--key',
      'SKU',
      '--first',
      '2',
      '--name',
      '{{sku}}/{slug}',
      '--out',
      'o',
    );
    expect(run).toMatchObject({ code: 0, json: { rows: { total: 2, completed: 2 } } });
    await access(desk.path('o/c1/a-cat.png'));
    await access(desk.path('o/d1/a-dog.png'));
    const folder = await desk.run('run', 'o/c1', '--template', 'tools', '--prompt', 'x');
    expect(folder.code).toBe(2);
    expect(folder.stderr).toContain('tool');
  }, 60_000);

  test.each([
    ['no such file', ['run', 'none.csv', '--template', 'generate-basic'], 'was not found'],
    ['no such template', ['run', 'shop.csv', '--template', 'nope'], 'There is no template'],
    ['no template', ['run', 'shop.csv'], '--template'],
    ['a missing required column', ['run', 'shop.csv', '--template', 'products'], 'product_name'],
    ['nothing to run', ['run', 'empty.csv', '--template', 'generate-basic'], 'no row to run'],
    ['a budget that is none', ['run', 'shop.csv', '--template', 'generate-basic', '--budget', 'lots'], 'USD'],
    ['only rows with errors', ['run', 'bad.csv', '--template', 'generate-basic'], 'B2 holds “9:99”'],
    [
      'a mapped header that is not there',
      ['run', 'shop.csv', '--template', 'custom', '--map', 'Nope=prompt'],
      '“Nope”',
    ],
    [
      'an unknown name',
      ['run', 'shop.csv', '--template', 'generate-basic', '--name', '{bogus}'],
      '--name holds {bogus}',
    ],
    ['a name of no column', ['run', 'shop.csv', '--template', 'generate-basic', '--name', '{{sku}}'], 'no such column'],
    ['an unknown option', ['run', 'shop.csv', '--template', 'generate-basic', '--frobnicate'], 'frobnicate'],
    ['an unknown batch', ['resume', 'abcdef'], 'There is no batch'],
  ])('refuses %s with exit code 2', async (_name, args, words) => {
    await desk.write('shop.csv', PROMPTS);
    await desk.write('empty.csv', 'prompt\n\n');
    await desk.write('bad.csv', 'prompt,aspect_ratio\nA cat,9:99\n');
    const { code, stderr } = await desk.run(...args);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
});

describe('check', () => {
  test('names each cell, what was found and what is allowed; exits 2 with an error', async () => {
    await desk.write('shop.csv', 'prompt,aspect_ratio,num_images,modle\nA cat,1:1,2,\nA dog,9:99,9,\n');
    const { code, json } = await desk.runJson('check', 'shop.csv', '--template', 'generate-basic');
    expect(code).toBe(2);
    expect(json).toMatchObject({ rows: 2, images: 2, cost_usd: 0 });
    expect(json.errors).toEqual([
      expect.objectContaining({
        cell: expect.stringMatching(/^[BC]3$/),
        column: expect.any(String),
        found: expect.any(String),
      }),
      expect.objectContaining({ cell: expect.stringMatching(/^[BC]3$/), message: expect.any(String) }),
    ]);
    expect(json.warnings).toEqual([expect.objectContaining({ message: expect.stringContaining('Did you mean') })]);
  });

  test('warnings and notices are no errors', async () => {
    await desk.write('shop.csv', 'prompt,visibility,model\nA cat,public,3.0\n');
    const { code, json } = await desk.runJson('check', 'shop.csv', '--template', 'generate-full');
    expect(code).toBe(0);
    expect(json.notices).toEqual([expect.objectContaining({ message: expect.stringContaining('IDEOGRAM_API_KEY') })]);
    expect(json).toMatchObject({ images: 4, cost_usd: 0.24 });
  });
});

describe('templates', () => {
  test('every template can be listed, explained and written', async () => {
    const list = await desk.run('templates');
    expect(list.stdout.trim().split('\n')).toHaveLength(7);
    const csv = await desk.run('templates', 'generate-full', '--csv');
    expect(csv.stdout).toMatch(/^\ufeff?prompt,/);
    expect((await desk.run('templates', 'tools', '--xlsx', '--out', 'tools.xlsx')).code).toBe(0);
    const untouched = await desk.run('run', 'tools.xlsx', '--template', 'tools');
    expect(untouched.stderr).toContain('no row to run');
  });
});

describe('--out', () => {
  const run = (...args: string[]) => desk.run('run', 'shop.csv', '--template', 'generate-basic', ...args);

  test('a place where nothing can be written refuses before anything is run', async () => {
    await desk.write('shop.csv', PROMPTS);
    await desk.write('file', 'x');
    for (const [out, words] of [
      ['file', 'is a file'],
      ['file/in.zip', 'Nothing can be written'],
      ['/proc/none', 'Nothing can be written'],
    ] as const) {
      const { code, stderr } = await run('--out', out);
      expect(stderr).toContain(words);
      expect(code).toBe(2);
    }
    expect((await desk.runJson('history')).json).toEqual([]);
  }, 60_000);

  test('names of 300 letters, of emoji, reserved ones and those equal but for case are files of their own', async () => {
    const names = ['y'.repeat(300), '😀'.repeat(300), 'CON', 'Same', 'SAME', 'same.png', 'a/b'];
    await desk.write('shop.csv', `prompt,num_images,file_name\n${names.map((name) => `A cat,1,${name}`).join('\n')}\n`);
    expect((await run('--out', 'o')).code).toBe(0);
    const files = await readdir(desk.path('o'), { recursive: true, withFileTypes: true });
    const pictures = files.filter((file) => file.isFile() && file.name.endsWith('.png')).map((file) => file.name);
    expect(pictures).toHaveLength(names.length);
    expect(new Set(pictures.map((name) => name.toLowerCase())).size).toBe(names.length);
  }, 60_000);

  test('what the same FILE wrote with another template is replaced; a half-written leftover goes', async () => {
    await desk.write('shop.csv', 'prompt,visibility,num_images\nA cat,public,1\n');
    expect((await run('--out', 'o')).code).toBe(0);
    await desk.write('o/.rowshot-999999.part', 'half');
    const again = await desk.run('run', 'shop.csv', '--template', 'generate-full', '--preview', '--out', 'o');
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Wrote')]);
    expect((await readdir(desk.path('o'))).sort()).toEqual(['0002_1_a-cat.png', 'manifest.csv']);
  }, 60_000);
});

test('a failed row tells its tool, source and prompt in the manifest', async () => {
  await desk.picture('mug.png');
  await desk.write(
    'shop.csv',
    'image_url,tool,prompt,strength\nmug.png,image-to-image,A blue mug,7\nmug.png,image-to-image,Red,\n',
  );
  await desk.run('run', 'shop.csv', '--template', 'tools', '--out', 'o');
  const [line] = manifestLines(await readFile(desk.path('o/manifest.csv')));
  expect(line).toMatchObject({ status: 'failed', tool: 'image-to-image', source: 'mug.png', prompt: 'A blue mug' });
}, 60_000);

test.each([
  ['is a file', 'shop.csv/data', 'ENOTDIR'],
  ['holds something else', 'other', 'not a database'],
  ['cannot be made', '/proc/none', 'ENOENT'],
])('a data folder that %s is refused in words', async (_what, folder, words) => {
  await desk.write('shop.csv', PROMPTS);
  await mkdir(desk.path('other'));
  await desk.write('other/rowshot.db', 'no database');
  desk.environment.ROWSHOT_DATA = desk.resolve(folder);
  const { code, stderr } = await desk.run('run', 'shop.csv', '--template', 'generate-basic');
  expect(stderr).toMatch(/^The data folder .* cannot be used: .*ROWSHOT_DATA/);
  expect(stderr).toContain(words);
  expect(code).toBe(2);
});

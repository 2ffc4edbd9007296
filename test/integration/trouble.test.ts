import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIP } from '../../src/core/embed/models.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, root, standIn } from './cli.ts';

/* What a user's machine, disk and files do to a run. */

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await workspace.remove();
});

const sample = path.join(root, 'media/sample');
const common = (): string[] => ['--model', standIn, '--workspace', workspace.path, '--json'];

describe('images that cannot be read', () => {
  it('are named, and the others are on the map', async () => {
    const images = path.join(workspace.path, 'my images');
    await mkdir(images);
    await cp(path.join(sample, 'cat'), path.join(images, 'cat'), { recursive: true });
    const whole = await readFile(path.join(sample, 'dog/noto-dog.webp'));
    await writeFile(path.join(images, 'cat/cut-off.webp'), whole.subarray(0, whole.length / 2));
    await writeFile(path.join(images, 'cat/no-image.jpg'), 'Not Found');
    const result = await lexiclip([
      'explore',
      '--source',
      'folder',
      '--folder',
      images,
      '--count',
      '50',
      ...common(),
    ]);
    expect(result.status).toBe(0);
    const { concepts, unreadable, embedded } = report(result);
    expect(concepts).toMatchObject([{ name: 'cat', failed: [{ id: 'cat/no-image.jpg' }] }]);
    expect(concepts[0]?.failed[0]?.reason).toContain('is not an image');
    expect(unreadable).toMatchObject([{ id: 'cat/cut-off.webp' }]);
    expect(unreadable[0]?.reason).toContain('cannot be read as an image');
    expect(embedded).toBe((concepts[0]?.fetched ?? 0) - 1);
    const { points } = await readJson<{ points: unknown[] }>(workspace.path, 'projections/umap.json');
    expect(points).toHaveLength(embedded);
  });
});

describe('a disk that is full', () => {
  it('is told, and what was finished stands', async ({ skip }) => {
    // A small disk of its own, in a mount namespace that ends with the process.
    const under = ['unshare', '--user', '--map-root-user', '--mount'];
    try {
      execFileSync('unshare', [...under.slice(1), 'true'], { stdio: 'ignore' });
    } catch {
      skip('a small disk cannot be mounted here: it takes Linux with user namespaces');
    }
    const disk = path.join(workspace.path, 'disk');
    await mkdir(disk);
    // What stands on it at the end is listed before it is gone.
    const script = `mount -t tmpfs -o size=96k tmpfs "$0"; "$@"; s=$?; find "$0" -type f >&2; exit $s`;
    const result = await lexiclip(['fetch', 'cat', '--source', 'sample', '--workspace', disk], {
      under: [...under, 'sh', '-c', script, disk],
    });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/The disk is full: .* could not be written\. Make room and run again/);
    const files = result.stderr.split('\n').filter((line) => line.startsWith(disk));
    expect(files.filter((file) => /images\/.*\.webp$/.test(file)).length).toBeGreaterThan(0);
    expect(files.filter((file) => /\.\d{5,}$/.test(file))).toEqual([]);
  });
});

describe('a device that is not there', () => {
  it('is refused with its reason where it was named, and nothing fetched is lost', async () => {
    const result = await lexiclip([
      'explore',
      'cat',
      '--source',
      'sample',
      '--device',
      'coreml',
      ...common(),
    ]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/The device “coreml” cannot be used here \(.+\)\. Choose auto or cpu\./);
    expect(await imagesThatStand()).toHaveLength(10);
  });

  it('is passed over automatically, and the report says why', async () => {
    const { device, deviceReason } = report(
      await lexiclip(['explore', 'cat', '--source', 'sample', '--count', '4', ...common()]),
    );
    expect(['cpu', 'cuda', 'webgpu', 'coreml', 'directml']).toContain(device);
    expect(deviceReason).toMatch(device === 'cpu' ? /^no GPU can be used/ : /^first that proved itself/);
  });
});

describe('a model', () => {
  const noModels = { env: { HF_ENDPOINT: 'http://127.0.0.1:9', HF_HUB_CACHE: '' } };
  beforeEach(() => {
    noModels.env.HF_HUB_CACHE = path.join(workspace.path, 'hub');
  });
  const withClip = (): string[] => ['explore', 'cat', '--source', 'sample', ...common(), '--model', CLIP.id];

  it('is not downloaded where nobody can be asked, and what was fetched is kept', async () => {
    const result = await lexiclip(withClip(), noModels);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(`The model ${CLIP.id} (89 MB) was not downloaded`);
    expect(await imagesThatStand()).toHaveLength(10);
  });

  it('that cannot be downloaded is told, with the way out', async () => {
    const result = await lexiclip([...withClip(), '--yes'], noModels);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('The model cannot be downloaded: 127.0.0.1:9 cannot be reached');
    expect(await imagesThatStand()).toHaveLength(10);
  });

  it('in a file that is none is refused by name', async () => {
    const file = path.join(workspace.path, 'broken.onnx');
    await writeFile(file, 'not a model');
    const result = await lexiclip(['explore', 'cat', '--source', 'sample', ...common(), '--model', file]);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(`${file} cannot be used as an image model`);
  });
});

async function imagesThatStand(): Promise<string[]> {
  return (await collectionFiles(workspace.path)).filter((file) => file.startsWith('images/'));
}

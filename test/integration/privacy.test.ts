import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TELEMETRY_OFF } from '../../src/node/inference/telemetry.ts';
import { startCivitaiServer } from '../fakes/civitai-server.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { startDatasetViewer } from '../fakes/dataset-viewer-server.ts';
import { startInferenceServer } from '../fakes/inference-server.ts';
import { startLexicaServer } from '../fakes/lexica-server.ts';
import { makeWorkspace, readJson, root } from './cli.ts';
import { emptySurroundings, networked, unwatched, WITHOUT_NETWORK, type Surroundings } from './watched.ts';

/* Nothing leaves the machine that no command asked for, and nothing stays on it but what docs/privacy.md names. */

const cli = path.join(root, 'dist/cli.js');
let models: Awaited<ReturnType<typeof makeWorkspace>>;
let model: string;

beforeAll(async () => {
  models = await makeWorkspace();
  model = await writeTinyClip(models.path);
});
afterAll(async () => {
  await models.remove();
});

const chosen = (): readonly string[] => ['--model', model, '--device', 'cpu'];
const explore = (...args: readonly string[]): readonly string[] => [
  ...[cli, 'explore', 'cat', 'dog', '--count', '5', '--method', 'umap', ...chosen(), ...args],
];

describe.each(['empty', 'read-only'] as const)(
  'the sample and all that is done with it, where the home is %s',
  (home) => {
    let surroundings: Surroundings;
    const peers: Record<string, readonly string[]> = {};

    beforeAll(async () => {
      surroundings = await emptySurroundings(home);
      peers['explore'] = await surroundings.watch(explore('--source', 'sample'));
      for (const [command = '', ...args] of [
        ['embed', ...chosen()],
        ['project', '--again', ...chosen()],
        ['search', 'a red fruit', ...chosen()],
        ['duplicates', ...chosen()],
        ['outliers', ...chosen()],
        ['export', '--output', path.join('.lexiclip', 'map.html')],
        ['models'],
        ['doctor'],
      ])
        peers[command] = await surroundings.watch([cli, command, ...args]);
    });
    afterAll(async () => {
      await surroundings.remove();
    });

    it('connects to nothing, and looks up no name', ({ skip }) => {
      skip(unwatched !== undefined, unwatched);
      const nobody = Object.keys(peers).map((command) => [command, []]);
      expect(peers).toEqual(Object.fromEntries(nobody));
    });

    it('leaves nothing in the home, the working folder and the temporary folder', async () => {
      expect(await surroundings.files()).toEqual([]);
    });
  },
);

describe('what a command asks for', () => {
  let surroundings: Surroundings;
  let servers: { close(): Promise<void> }[];

  beforeEach(async () => {
    servers = [];
    surroundings = await emptySurroundings();
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await surroundings.remove();
  });

  it('of Lexica goes to the endpoint, and to where its answer says that the images are', async ({ skip }) => {
    skip(unwatched !== undefined, unwatched);
    const lexica = await startLexicaServer();
    servers.push(lexica);
    const peers = await surroundings.watch(explore('--endpoint', lexica.endpoint));
    const [id = ''] = lexica.idsOf('cat');
    const { src } = await readJson<{ src: string }>(surroundings.cwd, `concepts/cat/${id}.json`);
    expect(peers).toEqual([new URL(lexica.endpoint).host, new URL(src).host].sort());
    expect(await surroundings.files()).toEqual([]);
  });

  it.for([
    ['huggingface', startDatasetViewer],
    ['civitai', startCivitaiServer],
  ] as const)(
    'of %s goes to the endpoint, and to the host of its images',
    async ([source, start], { skip }) => {
      skip(unwatched !== undefined, unwatched);
      const server = await start();
      servers.push(server);
      const peers = await surroundings.watch(explore('--source', source, '--endpoint', server.endpoint));
      expect(peers).toEqual([new URL(server.endpoint).host, server.imageHost].sort());
      expect(await surroundings.files()).toEqual([]);
    },
  );

  it('of a server that embeds goes to that server', async ({ skip }) => {
    skip(unwatched !== undefined, unwatched);
    const server = await startInferenceServer(path.join(models.path, 'vision.onnx'));
    servers.push(server);
    const peers = await surroundings.watch(
      explore('--source', 'sample', '--inference-endpoint', server.address),
    );
    expect(peers).toEqual([new URL(server.address).host]);
    expect(await surroundings.files()).toEqual([]);
  });

  it('of the sample needs no network', async ({ skip }) => {
    skip(networked !== undefined, networked);
    await surroundings.watch(explore('--source', 'sample'), { under: WITHOUT_NETWORK });
  });
});

describe.concurrent('onnxruntime by itself', () => {
  /** It was seen to look up its host 9.2 s after it was loaded. */
  const SECONDS = 20;

  async function load(
    env: Readonly<Record<string, string>>,
  ): Promise<[readonly string[], readonly string[]]> {
    const surroundings = await emptySurroundings();
    const library = JSON.stringify(path.join(root, 'node_modules/onnxruntime-node'));
    const file = JSON.stringify(path.join(models.path, 'vision.onnx'));
    const wait = `setTimeout(() => undefined, ${SECONDS * 1000})`;
    const program = `require(${library}).InferenceSession.create(${file}).then(() => ${wait})`;
    const peers = await surroundings.watch(['-e', program], { env, under: WITHOUT_NETWORK });
    const files = await surroundings.files();
    await surroundings.remove();
    return [peers, files];
  }

  it('is caught by these tests', async ({ skip, expect }) => {
    skip(networked !== undefined, networked);
    skip(unwatched !== undefined, unwatched);
    const [peers, files] = await load({});
    expect(peers).not.toEqual([]);
    expect(files).toContain('home/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid');
  });

  it('is silent where its telemetry is off', async ({ skip, expect }) => {
    skip(networked !== undefined, networked);
    skip(unwatched !== undefined, unwatched);
    expect(await load(TELEMETRY_OFF)).toEqual([[], []]);
  });
});

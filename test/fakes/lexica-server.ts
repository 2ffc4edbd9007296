import path from 'node:path';
import { drawingsIn, readDrawing, recordOf, repeated, type Drawing } from './lexica-drawings.ts';
import { strike, type Fault } from './lexica-faults.ts';
import { listen } from './listen.ts';

const sample = path.resolve(import.meta.dirname, '../../media/sample');
/** As Lexica's. */
const MOST_RESULTS = 50;

export interface LexicaRequest {
  readonly kind: 'search' | 'image';
  readonly url: string;
}

/** Lexica's search as it was recorded, on this machine, with images on another port, as there. */
export interface LexicaServer {
  /** The whole search URL. */
  readonly endpoint: string;
  /** Everything that was asked, in order. */
  readonly requests: readonly LexicaRequest[];
  /** The ids that a query for a concept finds, in the order served. */
  idsOf(concept: string): readonly string[];
  /** Those of them that are several images in one. */
  gridsOf(concept: string): readonly string[];
  /** The file that it serves for an image. */
  fileOf(id: string): string | undefined;
  /** Replaces what goes wrong from now on. */
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

interface LexicaServerOptions {
  /** Sub-folders are concepts, the files in them their images; the built sample by default. */
  readonly folder?: string;
  /** Pretends to have this many concepts `c0`, `c1`, … of fifty images each, in place of the folder's own. */
  readonly concepts?: number;
}

export async function startLexicaServer(options: LexicaServerOptions = {}): Promise<LexicaServer> {
  const own = await drawingsIn(options.folder ?? sample);
  const drawings = options.concepts === undefined ? own : repeated(own, options.concepts, MOST_RESULTS);
  const byId = new Map(drawings.map((drawing) => [drawing.id, drawing]));
  const requests: LexicaRequest[] = [];
  let faults: Fault[] = [];

  const images = await listen(async (request, response) => {
    requests.push({ kind: 'image', url: request.url ?? '' });
    const drawing = byId.get(path.posix.basename(request.url ?? ''));
    if (drawing === undefined) {
      response.writeHead(404).end();
      return;
    }
    const right = await readDrawing(drawing);
    if (!strike(faults, 'image', request, response, right)) {
      response.writeHead(200, { 'content-type': right.contentType }).end(right.body);
    }
  });
  const api = await listen((request, response) => {
    requests.push({ kind: 'search', url: request.url ?? '' });
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const found = pathname === '/api/v1/search' ? results(drawings, searchParams.get('q') ?? '') : undefined;
    const body = Buffer.from(JSON.stringify({ images: found?.map((one) => recordOf(one, images.origin)) }));
    const right = { contentType: 'application/json', body };
    if (strike(faults, 'search', request, response, right)) return;
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': right.contentType }).end(body);
  });
  return {
    endpoint: `${api.origin}/api/v1/search`,
    requests,
    idsOf: (concept) => results(drawings, concept).map(({ id }) => id),
    gridsOf: (concept) =>
      results(drawings, concept).flatMap((drawing) =>
        recordOf(drawing, '')['grid'] === true ? drawing.id : [],
      ),
    fileOf: (id) => byId.get(id)?.file,
    setFaults: (next) => {
      faults = next.map((fault) => ({ ...fault }));
    },
    close: async () => {
      await Promise.all([api.close(), images.close()]);
    },
  };
}

/** What any word of the query names, or the image at an address and its like; sorted by id, not by relevance, and fifty at most: as recorded. */
function results(drawings: readonly Drawing[], query: string): Drawing[] {
  const pictured = drawings.find(({ id }) => query.startsWith('http') && query.endsWith(id))?.concept;
  const words = query.toLowerCase().split(/\s+/);
  const found = drawings.filter(({ concept }) => words.includes(concept) || concept === pictured);
  return found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MOST_RESULTS);
}

if (import.meta.filename === process.argv[1]) {
  const { endpoint } = await startLexicaServer();
  process.stdout.write(`${endpoint}\n`);
}

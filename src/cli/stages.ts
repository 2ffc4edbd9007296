import { parseConcepts } from '../core/concepts.ts';
import { LexiclipError } from '../core/errors.ts';
import type { ConceptReport, ExploreReport } from '../core/reports.ts';
import { conceptFolders } from '../node/sources/folder.ts';
import { withLexiclip } from './compose.ts';
import type { FetchOptions, ProjectOptions, StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

export async function explore(
  words: readonly string[],
  options: FetchOptions & ProjectOptions,
  signal: AbortSignal,
): Promise<void> {
  const { count, source, method, seed, workspace } = options;
  const concepts = await conceptsFrom(words, options);
  const report = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.explore({ concepts, count, methods: method, seed }, source, terminalTask(signal)),
  );
  const { embedded, model, device, projections, seconds } = report;
  print(options, {
    concepts: report.concepts,
    embedded,
    unreadable: report.failed,
    model: model.id,
    standIn: model.standIn,
    device: device.provider,
    deviceReason: device.reason,
    projections,
    seconds,
    workspace,
  });
  tellSummary(report);
}

export async function fetchImages(
  words: readonly string[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { count, source, workspace } = options;
  const concepts = await conceptsFrom(words, options);
  const reports = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.fetch({ concepts, count }, source, terminalTask(signal)),
  );
  if (reports.every(({ fetched, cached }) => fetched + cached === 0)) {
    throw new LexiclipError({ kind: 'nothing-fetched', reasons: reports.flatMap(({ failed }) => failed) });
  }
  print(options, { concepts: reports, workspace });
  tell(imagesLine(reports));
}

export async function embed(options: StageOptions, signal: AbortSignal): Promise<void> {
  const { embedded, failed, model, device } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.embed(terminalTask(signal)),
  );
  print(options, {
    embedded,
    unreadable: failed,
    model: model.id,
    device: device.provider,
    workspace: options.workspace,
  });
  tell(`${String(embedded)} images embedded with ${model.label} on ${device.provider}.`);
}

export async function project(options: ProjectOptions, signal: AbortSignal): Promise<void> {
  const { method: methods, seed, workspace } = options;
  await withLexiclip(options, signal, async (lexiclip) => {
    for (const method of methods) {
      await lexiclip.project({ name: method, method, parameters: {}, seed }, terminalTask(signal), false);
    }
  });
  print(options, { projections: methods, workspace });
  tell(`Maps: ${methods.join(', ')}.`);
}

/** The words given, or for a folder without words all its sub-folders. */
async function conceptsFrom(words: readonly string[], { source, folder }: FetchOptions): Promise<string[]> {
  if (words.length === 0 && source === 'folder' && folder !== undefined) return conceptFolders(folder);
  const concepts = parseConcepts(words.join(','));
  if (concepts.length === 0) throw new LexiclipError({ kind: 'no-concepts' });
  return concepts;
}

function print({ json }: StageOptions, result: object): void {
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

function tellSummary({ concepts, embedded, failed, model, device, projections }: ExploreReport): void {
  tell(imagesLine(concepts));
  if (failed.length > 0) tell(`${String(failed.length)} images cannot be read and are not on the map.`);
  tell(`${String(embedded)} embedded with ${model.label} on ${device.provider}: ${device.reason}.`);
  tell(`Maps: ${projections.join(', ')}.`);
}

function imagesLine(concepts: readonly ConceptReport[]): string {
  const sum = (count: (report: ConceptReport) => number): string =>
    String(concepts.reduce((total, report) => total + count(report), 0));
  const missing = concepts.filter(({ failed }) => failed.length > 0).length;
  const images = `${sum((report) => report.fetched)} images fetched, ${sum((report) => report.cached)} already here`;
  return missing === 0
    ? `${images}.`
    : `${images}; something is missing in ${String(missing)} concepts (see above).`;
}

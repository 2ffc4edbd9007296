import { namesMeant, parseConcepts } from '../core/concepts.ts';
import { LexiclipError } from '../core/errors.ts';
import { checkParameters } from '../core/project/parameters.ts';
import type { ConceptReport, ExploreReport, FetchReport } from '../core/reports.ts';
import { describeSkipped } from '../core/skipped.ts';
import { describeRest, describeShortfall } from '../core/wording.ts';
import type { Lexiclip } from '../node/lexiclip.ts';
import { isOwn, isService, usualCount, type SourceId } from '../node/sources/open-source.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import type { FetchOptions, MapOptions, ProjectOptions, StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

export async function explore(
  words: readonly string[],
  options: FetchOptions & ProjectOptions,
  signal: AbortSignal,
): Promise<void> {
  const { source, count = usualCount(source), method, seed, newImages, workspace } = options;
  const report = await withLexiclip(options, signal, async (lexiclip) => {
    const concepts = await conceptsFrom(words, source, lexiclip);
    return lexiclip.explore(
      { concepts, count, methods: method, seed, newImages },
      source,
      terminalTask(signal),
    );
  });
  const { embedded, model, device, projections, seconds } = report;
  print(options, {
    concepts: report.concepts,
    skipped: report.skipped,
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
  tellSummary(report, source);
}

export async function fetchImages(
  words: readonly string[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { source, count = usualCount(source), workspace } = options;
  const { concepts: reports, skipped } = await withLexiclip(
    withoutModel(options),
    signal,
    async (lexiclip) => {
      const concepts = await conceptsFrom(words, source, lexiclip);
      return lexiclip.fetch({ concepts, count }, source, terminalTask(signal));
    },
  );
  if (reports.every(({ fetched, cached }) => fetched + cached === 0)) {
    throw new LexiclipError({ kind: 'nothing-fetched', reasons: reports.flatMap(({ failed }) => failed) });
  }
  print(options, { concepts: reports, skipped, workspace });
  tellImages({ concepts: reports, skipped }, source);
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
  tell(`${embedded} images embedded with ${model.label} on ${device.provider}.`);
}

/** What an exploration has left undone, without fetching. */
export async function finish(options: ProjectOptions, signal: AbortSignal): Promise<void> {
  const { method: methods, seed, newImages, workspace } = options;
  const { embedded, projections } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.finish({ methods, seed, newImages }, terminalTask(signal)),
  );
  const { embedded: count = 0, failed = [] } = embedded ?? {};
  print(options, { embedded: count, unreadable: failed, projections, workspace });
  if (failed.length > 0) tell(`${failed.length} images cannot be read and are not on the map.`);
  tell(`${count} images embedded. Maps: ${projections.join(', ')}.`);
}

export async function project(options: MapOptions, signal: AbortSignal): Promise<void> {
  const { method: methods, seed, newImages, parameter: parameters, again, stability, workspace } = options;
  if (options.name !== undefined && methods.length > 1)
    throw new LexiclipError({ kind: 'bad-argument', argument: '--name', problem: 'is for one --method' });
  for (const method of methods) checkParameters(method, parameters);
  const agreements: Record<string, number> = {};
  await withLexiclip(options, signal, async (lexiclip) => {
    const task = terminalTask(signal);
    for (const method of methods) {
      const name = options.name ?? method;
      await lexiclip.project({ name, method, parameters, seed, newImages }, task, again);
      if (stability) agreements[name] = (await lexiclip.measureStability(name, task)).agreement;
    }
  });
  const names = methods.map((method) => options.name ?? method);
  print(options, { projections: names, ...(stability ? { stability: agreements } : {}), workspace });
  tell(`Maps: ${names.join(', ')}.`);
  for (const [name, agreement] of Object.entries(agreements))
    tell(`${name}: other starts agree on ${(100 * agreement).toFixed(0)} % of the neighbours.`);
}

/** The words given, or without words all that the source has. */
async function conceptsFrom(
  words: readonly string[],
  source: SourceId,
  lexiclip: Lexiclip,
): Promise<readonly string[]> {
  const hasNames = source === 'folder' || source === 'list';
  const concepts = hasNames ? [] : parseConcepts(words.join(','));
  if (concepts.length > 0) return concepts;
  const all = hasNames || words.length === 0 ? await lexiclip.concepts(source) : [];
  if (hasNames && words.length > 0) return namesMeant(words, all);
  if (all.length === 0) throw new LexiclipError({ kind: 'no-concepts' });
  return all;
}

function print({ json }: StageOptions, result: object): void {
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

function tellSummary(
  { embedded, failed, model, device, projections, ...fetched }: ExploreReport,
  source: SourceId,
): void {
  tellImages(fetched, source);
  if (failed.length > 0) tell(`${failed.length} images cannot be read and are not on the map.`);
  tell(`${embedded} embedded with ${model.label} on ${device.provider}: ${device.reason}.`);
  tell(`Maps: ${projections.join(', ')}.`);
}

function tellImages({ concepts, skipped }: FetchReport, source: SourceId): void {
  const sum = (count: (report: ConceptReport) => number): string =>
    String(concepts.reduce((total, report) => total + count(report), 0));
  const missing = concepts.filter(({ failed }) => failed.length > 0).length;
  const images = `${sum((report) => report.fetched)} images fetched, ${sum((report) => report.cached)} already here`;
  const gaps = missing === 0 ? '' : `; something is missing in ${missing} concepts (see above)`;
  tell(`${images}${gaps}.`);
  if (skipped.length > 0) tell(describeSkipped(skipped));
  for (const concept of concepts) {
    const sentence = isService(source)
      ? describeShortfall(concept)
      : isOwn(source)
        ? describeRest(concept)
        : undefined;
    if (sentence !== undefined) tell(sentence);
  }
}

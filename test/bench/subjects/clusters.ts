import { computeLevels } from '../../../src/core/clusters/clusterer.ts';
import { clusterNames } from '../../../src/core/clusters/names.ts';
import { rankGraph } from '../../../src/core/clusters/rank-graph.ts';
import { collectTerms } from '../../../src/core/clusters/terms.ts';
import { membersOf } from '../../../src/core/clusters/weighted-graph.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { adjustedRandIndex } from '../adjusted-rand-index.ts';
import { lexiclipTools } from '../lexiclip-tools.ts';
import { DIMENSION, mixture } from '../mixtures.ts';
import { median, readTask, report } from '../subject.ts';

/* Clusters of generated points and their names, in one process: what the stage computes, without its files. */

const NEIGHBOURS = 15;
const PROMPT_WORDS = 25;
const WORDS = 20_000;

const { n } = readTask() as { n: number };
const vectors = new Float32Array(new SharedArrayBuffer(n * DIMENSION * 4));
vectors.set(mixture(n, 1));
const components = n <= 1000 ? 12 : 60;
const graph = await lexiclipTools().comparer.nearest(
  { vectors, dimension: DIMENSION, k: NEIGHBOURS },
  { signal: new AbortController().signal, onProgress: () => undefined },
);

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const start = performance.now();
// The first is compiled meanwhile.
const graphSeconds = median(Array.from({ length: 5 }, () => cpuSeconds(() => rankGraph(graph))).slice(1));
let levels = computeLevels({ graph, vectors, dimension: DIMENSION, seed: 42 });
const levelsSeconds = cpuSeconds(() => {
  levels = computeLevels({ graph, vectors, dimension: DIMENSION, seed: 43 });
});

const prompts = generatedPrompts();
let longestTurnMs = 0;
const namesSeconds = cpuSeconds(() => {
  const finest = levels.at(-1);
  if (finest === undefined) return;
  const terms = inTurns(collectTerms((row) => prompts[row] ?? '', membersOf(finest).members, true));
  for (const level of levels) inTurns(clusterNames(terms, level));
});
const component = Array.from({ length: n }, (_, at) => at % components);
const best = Math.max(...levels.map(({ communityOf }) => adjustedRandIndex([...communityOf], component)));
report({
  wallSeconds: (performance.now() - start) / 1000,
  clusters: levels.map(({ communities }) => communities).join(' '),
  graphSeconds,
  levelsSeconds,
  namesSeconds,
  longestTurnMs,
  levelsPerGraph: levelsSeconds / graphSeconds,
  adjustedRandIndex: best,
});

/** Words by Zipf's law, and one of the component. */
function generatedPrompts(): readonly string[] {
  const random = seededRandom(3);
  return Array.from({ length: n }, (_, at) => {
    const words = Array.from({ length: PROMPT_WORDS }, () => `word${Math.floor(WORDS ** random())}`);
    return `kind${at % components}, ${words.join(' ')}`;
  });
}

function inTurns<T>(steps: Generator<void, T, undefined>): T {
  for (;;) {
    const before = performance.now();
    const { done, value } = steps.next();
    longestTurnMs = Math.max(longestTurnMs, performance.now() - before);
    if (done === true) return value;
  }
}

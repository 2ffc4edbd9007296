import type * as z from 'zod';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { plainText } from '../plain-text.ts';
import type {
  ExploreReport,
  ExploreRequest,
  OutliersReport,
  OutliersRequest,
  SearchReport,
  SearchRequest,
} from '../reports.ts';
import type { LongTask } from '../signal.ts';

/** What the tools of a language model work with: one collection, and the pipeline over it. */
export interface AssistantHost {
  readonly collection: Collection;
  search(request: SearchRequest, task: LongTask): Promise<SearchReport>;
  outliers(request: OutliersRequest, task: LongTask): Promise<OutliersReport>;
  explore(request: ExploreRequest, source: OfferedSource, task: LongTask): Promise<ExploreReport>;
}

/** Sources that need nothing but concepts. */
export const offeredSources = ['lexica', 'sample', 'civitai', 'huggingface'] as const;
type OfferedSource = (typeof offeredSources)[number];

/** What a tool answers. */
export interface ToolAnswer {
  /** Becomes JSON. Texts from the collection have gone through `plainText`. */
  readonly result: Readonly<Record<string, unknown>>;
  /** The images that it is about, the most important first: they are shown where pictures are allowed. */
  readonly images: readonly CollectedImage[];
}

/** What a language model may ask of a collection. */
export interface AssistantTool {
  /** The same in VS Code and in MCP. */
  readonly name: string;
  readonly title: string;
  /** For the model: what it answers, and when to use it. */
  readonly description: string;
  /** Whether it writes to the collection or connects to the network. */
  readonly writes: boolean;
  readonly input: z.ZodObject;
  /** What it is about to do, for people. @throws ZodError */
  describe(input: unknown): string;
  /** @throws ZodError for an input that does not fit, and LexiclipError as the pipeline. */
  run(host: AssistantHost, input: unknown, task: LongTask): Promise<ToolAnswer>;
}

/** Makes a tool whose input is checked before it runs. */
export function assistantTool<Input extends z.ZodObject>(tool: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly writes?: boolean;
  readonly input: Input;
  readonly describe: (input: z.infer<Input>) => string;
  readonly run: (host: AssistantHost, input: z.infer<Input>, task: LongTask) => Promise<ToolAnswer>;
}): AssistantTool {
  const { input, describe, run, writes = false } = tool;
  return {
    ...tool,
    writes,
    describe: (given) => describe(input.parse(given)),
    run: async (host, given, task) => run(host, input.parse(given), task),
  };
}

/** Characters of a prompt: all of nearly any, and no more than a model reads gladly. */
const LONGEST_PROMPT = 2000;

/** What is said of an image. @param concepts All names of the collection's concepts. */
export function imageResult(
  image: Pick<CollectedImage, 'id' | 'concepts' | 'prompt' | 'path'>,
  concepts: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    id: image.id,
    concepts: image.concepts.map((at) => plainText(concepts[at] ?? '')),
    prompt: plainText(image.prompt, LONGEST_PROMPT),
    promptFile: `.lexiclip/${image.path}`,
  };
}

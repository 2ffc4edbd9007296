import type {
  DeviceMark,
  ModelMark,
  ParameterValue,
  PlanMark,
  ProjectionMethod,
  QualityMark,
} from './collection/schema.ts';
import type { NeighbourGraph } from './neighbours/graph.ts';
import type { CancelSignal, LongTask } from './signal.ts';

/*
 * Where the core ends. Each port is implemented in src/node, in the extension (src/vscode) or by a fake in
 * test/fakes; extension.ts and cli.ts choose which.
 */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = Record<string, JsonValue>;

/** One search result: the source's own record, untouched, and where its image can be had. */
export interface SourceRecord {
  readonly id: string;
  readonly raw: JsonObject;
  /** Best first; what follows is asked when the one before fails. */
  readonly locations: readonly string[];
  /** For an image that stays where it is: its path from the collection's folder, or an absolute one. */
  readonly reference?: string;
}

/** Somewhere that images with prompts come from. */
export interface ImageSource {
  readonly id: string;
  /** Whether its answers are kept in the collection, so that a query is asked only once. */
  readonly keepsAnswers: boolean;
  /** Every concept that it has, where it has a known number of them. */
  readonly concepts?: () => Promise<readonly string[]>;
  /** Whether an image that stays where it is (by its `reference`) is this source's, for sources that have such. */
  readonly covers?: (reference: string) => boolean;
  /**
   * The records for one query in the order served; may be more or fewer than `count`.
   * @throws LexiclipError when the source cannot answer.
   */
  search(query: string, count: number, task: RequestTask): Promise<readonly SourceRecord[]>;
  /**
   * The bytes of one image.
   * @throws LexiclipError when they cannot be had from this location.
   */
  image(location: string, task: RequestTask): Promise<Uint8Array>;
}

/** What a request to a source is given. */
export interface RequestTask {
  readonly signal: CancelSignal;
  /** Told why nothing happens for a while: a limit of ours, or a pause that the source asked for. */
  readonly onWait: (reason: string) => void;
}

/**
 * The files of one collection. Paths are relative to the `.lexiclip` folder with `/` between names. A collection may
 * come from anyone, so nothing here follows a link, and nothing but a regular file of a fitting size is read.
 * Failures name a file by its path here, but for those of writing, which name the place on the disk.
 * @throws LexiclipError `not-a-plain-file`, `file-too-large` or `not-readable` from what reads; `disk-full`,
 * `not-writable`, `not-a-plain-file` or `lock-lost` from what writes.
 */
export interface CollectionStore {
  /** The file's bytes, or undefined where there is none. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** No more than its first bytes. */
  readStart(path: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The whole file, decoded as UTF-8. */
  readText(path: string): Promise<string | undefined>;
  /**
   * Whole or not at all: written elsewhere and renamed; a link is replaced. Text is encoded as UTF-8.
   * @throws LexiclipError `not-a-plain-file` for a folder of that name, too.
   */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Adds to the end of a file, making it where there is none. */
  append(path: string, content: Uint8Array | string): Promise<void>;
  /** Nothing happens where there is no such file; a folder of that name is set aside. */
  remove(path: string): Promise<void>;
  /**
   * Moves what cannot be used out of the way, a folder too, so that nothing is lost; answers where it is then, or
   * undefined where there was nothing.
   */
  setAside(path: string): Promise<string | undefined>;
  /** The bytes of a regular file; undefined where there is none of that name, or something else. */
  size(path: string): Promise<number | undefined>;
  /**
   * What differs when a file has changed: its size and date. Of a file that was changed a moment ago, it differs each
   * time: another change might leave both as they are. Undefined where there is no regular file of that name.
   */
  stamp(path: string): Promise<string | undefined>;
  /** All that is in a folder with its stamp, some hundred at a time; nothing where there is no such folder. */
  scan(folder: string): AsyncIterable<readonly StampedFile[]>;
  /** The names in a folder, sorted by code unit; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** The absolute path of a file, for people and for the editor. */
  locate(path: string): string;
  /**
   * Where an image is: a file of the collection, or one that stays where the user has it (`../photos/a.jpg`, or an
   * absolute path). Undefined where there is no such file.
   * @throws LexiclipError `image-not-allowed` for one outside the folders that this machine's user gave.
   */
  locateImage(image: string): Promise<ContainedFile | undefined>;
  /** The bytes of such an image, or undefined where there is none. */
  readImage(image: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** An entry of a folder. */
export interface StampedFile {
  readonly name: string;
  /** Undefined for what is no regular file. */
  readonly stamp: string | undefined;
}

/** A file that is opened somewhere else, by another process: as a regular file below its folder, and not otherwise. */
export interface ContainedFile {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** Relative to it, `/` between names. */
  readonly path: string;
}

export interface ImageFile extends ContainedFile {
  readonly id: string;
  /** Of the bytes that are meant: a file that holds others by now has no vector. */
  readonly sha256: string;
}

/** The unit of an embedding run's answer: one image's vector, or why it has none. */
export type Embedded =
  | { readonly id: string; readonly vector: Float32Array }
  /** `isChanged`: the file holds other bytes than those that are meant. */
  | { readonly id: string; readonly failure: string; readonly isChanged?: boolean };

/** The loaded model, where it runs and how. */
export interface EmbedderReady {
  readonly model: ModelMark;
  readonly device: DeviceMark;
  readonly plan?: PlanMark | undefined;
}

/** Turns images into L2-normalised vectors with a model. */
export interface Embedder {
  /** How pixels are prepared; vectors of another preparation are not comparable. */
  readonly preprocessing: string;
  /**
   * What its vectors may be of: the model in each precision that may serve here, best first. Needs neither the
   * network nor the model to be loaded, so that a collection whose vectors are complete needs neither.
   */
  candidates(): Promise<readonly ModelMark[]>;
  /**
   * Loads the model on a device that has proved itself, downloading it first (with consent) where needed.
   * @param count How many images there are to embed.
   */
  load(task: LongTask, count: number): Promise<EmbedderReady>;
  /** Yields each batch as soon as it is finished, in the order given. Call `load` first. */
  embed(images: readonly ImageFile[], signal: CancelSignal): AsyncIterable<readonly Embedded[]>;
}

/** Turns texts into L2-normalised vectors of the same space as its model's images. */
export interface TextEmbedder {
  /** @throws LexiclipError `no-text-side`, and what loading the model throws. */
  embed(texts: readonly string[], task: LongTask): Promise<readonly Float32Array[]>;
}

/** What is written in an image file besides its pixels. */
export interface ImageText {
  /** PNG's text chunks. */
  readonly comments: readonly { readonly keyword: string; readonly text: string }[];
  /** EXIF's `UserComment`. */
  readonly userComment?: string;
  /** EXIF's `ImageDescription`. */
  readonly description?: string;
  /** XMP's `dc:description`. */
  readonly xmpDescription?: string;
}

/** A thumbnail's bytes, or why there is none. */
export type Thumbnail = { readonly webp: Uint8Array } | { readonly failure: string };

/** Reads image files. */
export interface ImageDecoder {
  /** WebP thumbnails of at most 256 px, some at a time, in the order given. */
  thumbnails(images: readonly ContainedFile[], signal: CancelSignal): AsyncIterable<readonly Thumbnail[]>;
  /** The texts that files carry, in their order; null for one that cannot be read. */
  texts(files: readonly ContainedFile[], signal: CancelSignal): Promise<readonly (ImageText | null)[]>;
}

/** Vectors to be compared with each other. */
export interface VectorSet {
  /** Row-major [n, d], each of length 1. */
  readonly vectors: Float32Array;
  readonly dimension: number;
}

export interface NearestRequest extends VectorSet {
  /** Neighbours of each; at most n - 1. */
  readonly k: number;
  /** What is known of them: only what is missing is computed. */
  readonly known?: KnownNeighbours;
}

/** A graph over some of the vectors, from before others came or went. */
export interface KnownNeighbours {
  readonly graph: NeighbourGraph;
  /** For each row of the graph: its row among the vectors now, or -1 where it is gone. */
  readonly rowNow: Int32Array;
}

export interface QualityRequest extends VectorSet {
  /** Row-major [n, dimensions]. */
  readonly layout: Float64Array;
  readonly dimensions: number;
  /** Over the same vectors. */
  readonly graph: NeighbourGraph;
}

export interface MapQuality {
  readonly mark: QualityMark;
  /** For each point 0 to 1: the share of its k nearest that the map does not keep among its k nearest. */
  readonly distortion: Float32Array;
}

export interface AgreementRequest {
  /** Of the same points, each row-major [n, dimensions]. */
  readonly layouts: readonly Float64Array[];
  readonly dimensions: number;
}

/** Compares vectors all with all, exactly; equal requests give equal answers. */
export interface Comparer {
  /** 0 to 1: the mean share of a point's nearest in the first layout that are so in another, over all others. */
  agreement(request: AgreementRequest, task: LongTask): Promise<number>;
  nearest(request: NearestRequest, task: LongTask): Promise<NeighbourGraph>;
  quality(request: QualityRequest, task: LongTask): Promise<MapQuality>;
}

export interface ProjectionRequest extends VectorSet {
  /** Over the same vectors. */
  readonly graph: NeighbourGraph;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** Where to start: row-major [n, dimensions], NaN for points that have no place yet. */
  readonly start?: Float64Array;
  /** Whether points with a place keep it, to the bit, and only the others are laid out. */
  readonly placesOnly?: boolean;
}

export interface Projection {
  /** Row-major [n, dimensions]. */
  readonly layout: Float64Array;
  readonly dimensions: number;
  /** Absent where the method has none. */
  readonly loss?: number;
  /** Epochs or iterations that were run. */
  readonly steps: number;
  /** Whether there would have been more. */
  readonly stopped: boolean;
}

/** A layout on its way. */
export interface LayoutFrame {
  /** Row-major [n, dimensions]. */
  readonly layout: Float32Array;
  readonly dimensions: number;
  readonly done: number;
  readonly total: number;
}

/** What can be done to a run while it runs. */
export interface RunControl {
  /** Ends it with the layout as it is: a result, not a cancellation. */
  readonly stop: () => void;
  /** Goes on with other parameters from the layout as it is. */
  readonly change: (parameters: Readonly<Record<string, ParameterValue>>) => void;
}

export interface ProjectionTask extends LongTask {
  /** Told of layouts on the way, a few times a second. */
  readonly onFrame?: (frame: LayoutFrame) => void;
  /** Given the run's control when it starts. */
  readonly onStart?: (control: RunControl) => void;
}

/** Lays vectors out on a plane or in space. Equal requests give equal answers, bit by bit. */
export interface Projector {
  project(method: ProjectionMethod, request: ProjectionRequest, task: ProjectionTask): Promise<Projection>;
}

export interface Clock {
  /** For what is written down and shown. It may jump. */
  now(): Date;
  /** Milliseconds from some moment, for measuring time: never goes back. */
  monotonic(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal: CancelSignal): Promise<void>;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** SHA-256 as lower-case hexadecimal; of much content, off the calling thread. */
export type Sha256 = (content: Uint8Array | string) => string | Promise<string>;

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** From `Retry-After`, where the server sent it in seconds. */
  readonly retryAfterSeconds: number | undefined;
  readonly bytes: Uint8Array;
}

/**
 * One GET, whole: any status but a redirect is an answer; redirects are followed within http and https.
 * @throws LexiclipError of the network's kinds: `unreachable`, `host-not-found`, `timed-out`, `broken-off`,
 * `tls-failed`, `proxy-refused`, `redirect-refused`, `private-address`, `too-large`.
 */
export type HttpGet = (url: string, limits: HttpLimits, signal: CancelSignal) => Promise<HttpAnswer>;

export interface HttpLimits {
  /** Until the headers are there, the connection included. */
  readonly answerSeconds: number;
  /** Between two pieces of the body. */
  readonly stallSeconds: number;
  readonly wholeSeconds: number;
  readonly limitBytes: number;
  /** Whether the answer may come from this machine or a private network. */
  readonly privateHosts: boolean;
}

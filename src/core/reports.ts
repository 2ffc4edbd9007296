import type { ClusterEntry, LevelName } from './collection/clusters-schema.ts';
import type {
  DeviceInfo,
  FailedImage,
  MapMethod,
  ModelInfo,
  ParameterValue,
  ProjectionMethod,
  ProjectionOrigin,
  QualityMetrics,
  StabilityMetrics,
} from './collection/schema.ts';
import type { SkippedFiles } from './skipped.ts';

/* What is asked of the pipeline and what it answers: the same for the extension and the command line. */

/**
 * What becomes of a map when images are added: they are placed and all others stay; the map is computed from
 * where it is, and aligned to it; or it is computed from nothing.
 */
export const newImagesChoices = ['place', 'refit', 'anew'] as const;
export type NewImagesChoice = (typeof newImagesChoices)[number];

export interface ExploreRequest {
  readonly concepts: readonly string[];
  /** Images wanted for each concept. */
  readonly count: number;
  readonly methods: readonly ProjectionMethod[];
  readonly seed: number;
  /** For maps that stand already; `refit` where it is not given. */
  readonly newImages?: NewImagesChoice;
}

export interface ConceptReport {
  readonly name: string;
  readonly requested: number;
  /** How many images the source has, as far as it was asked. */
  readonly available: number;
  /** Images downloaded in this run. */
  readonly fetched: number;
  /** Images that were in the collection already. */
  readonly cached: number;
  readonly failed: readonly FailedImage[];
  /** Whether the source could not be asked at all. */
  readonly unanswered?: boolean;
  /** How many results were no images that can be shown, by what they were. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

export interface FetchReport {
  readonly concepts: readonly ConceptReport[];
  /** What the source has and leaves out. */
  readonly skipped: readonly SkippedFiles[];
}

export interface EmbedReport {
  /** Vectors computed in this run. */
  readonly embedded: number;
  readonly model: ModelInfo;
  readonly device: DeviceInfo;
  /** Images that could not be decoded. */
  readonly failed: readonly FailedImage[];
}

export interface ProjectRequest {
  /** The file name without `.json`; by convention the method for the first map of each. */
  readonly name: string;
  readonly method: ProjectionMethod;
  /** Those not given take the method's defaults. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** For a map that stands already with these parameters and other images; `refit` where it is not given. */
  readonly newImages?: NewImagesChoice;
}

export interface ExploreReport extends EmbedReport, FetchReport {
  /** Names of the maps that stand when the run ends. */
  readonly projections: readonly string[];
  readonly seconds: { readonly fetch: number; readonly embed: number; readonly project: number };
}

/** What is to be left by an exploration, of the images that there are. */
export interface FinishRequest {
  /** Maps to be made where there is none of that name. */
  readonly methods: readonly ProjectionMethod[];
  /** The maps to be brought up to date, and no others; without it all, and `methods` are made. */
  readonly only?: readonly string[] | undefined;
  /** Of maps that are new. */
  readonly seed: number;
  /** For maps that stand; `refit` where it is not given. */
  readonly newImages?: NewImagesChoice | undefined;
}

export interface FinishReport {
  /** Undefined where no map needed vectors of the chosen model. */
  readonly embedded: EmbedReport | undefined;
  /** Names of the maps that stand when the run ends. */
  readonly projections: readonly string[];
}

export interface SearchRequest {
  /** Words, fields, images and weights: see core/search/language.ts. */
  readonly query: string;
  /** The most hits to answer. */
  readonly limit: number;
  /** Whether plain words must be in prompts; else they rank by what they mean. */
  readonly words?: boolean | undefined;
}

export interface FoundImage {
  readonly id: string;
  readonly concepts: readonly string[];
  readonly prompt: string;
  /** The prompt file. */
  readonly path: string;
}

export interface SearchHit extends FoundImage {
  /** Cosine of the image's vector and the query's: 1 is the same direction. */
  readonly score: number;
}

/** What the images that have a vector score, met by a query's conditions or not. */
export interface ScoredImages {
  readonly ids: readonly string[];
  /** [images] */
  readonly scores: Float32Array;
}

export interface SearchReport {
  readonly query: string;
  /** Whose vectors ranked the images; absent where nothing did. */
  readonly model?: ModelInfo | undefined;
  /** How many images were looked at. */
  readonly searched: number;
  /** Best first; without a ranking in the collection's order, and without scores. */
  readonly hits: readonly (FoundImage & { readonly score?: number })[];
  /** Absent where not all were compared. */
  readonly all?: ScoredImages | undefined;
}

export interface DuplicatesRequest {
  /** From which cosine on two images are taken for the same. */
  readonly leastSimilarity: number;
}

/** Images that are nearly the same, in sets; the most alike first. */
export interface DuplicatesReport {
  readonly model: ModelInfo;
  /** How many images were compared. */
  readonly compared: number;
  readonly sets: readonly DuplicateSet[];
}

export interface DuplicateSet {
  /** Of the most alike two of them. */
  readonly similarity: number;
  /** In the collection's order; each one's score is its cosine with the one that is most like it. */
  readonly images: readonly SearchHit[];
}

/** `misplaced`: among images of another concept. `alone`: unlike all others. */
export const outlierKinds = ['misplaced', 'alone'] as const;
export type OutlierKind = (typeof outlierKinds)[number];

export interface OutliersRequest {
  /** The most images of each kind to answer. */
  readonly limit: number;
  /** Both, where it is not given. */
  readonly kinds?: readonly OutlierKind[] | undefined;
}

/** Images that do not belong where they are; the most striking first. */
export interface OutliersReport {
  readonly model: ModelInfo;
  readonly compared: number;
  /** Concepts that have compared images: among those of one, none is misplaced. */
  readonly concepts: number;
  /** Among images of another concept. Absent where that was not asked for, or there is one concept. */
  readonly misplaced?: readonly MisplacedImage[];
  /** How many are misplaced, beside those that are answered. */
  readonly misplacedInAll?: number;
  /** Unlike all others: the score is the mean distance, 1 - cosine, to the nearest. Absent where that was not asked for. */
  readonly alone?: readonly OutlyingImage[];
}

/** An image and those that are nearest to it. */
export interface OutlyingImage extends SearchHit {
  /** Nearest first. */
  readonly neighbours: readonly NeighbourOfOutlier[];
}

/** Its score is `misfitScores`: 0 to 1. */
export interface MisplacedImage extends OutlyingImage {
  /** How many neighbours share a concept with it. */
  readonly own: number;
  /** The concepts of the other neighbours; it would fit the first. Never empty. */
  readonly others: readonly { readonly concept: string; readonly count: number; readonly share: number }[];
}

export interface NeighbourOfOutlier {
  readonly id: string;
  /** Cosine. */
  readonly similarity: number;
  readonly concepts: readonly string[];
}

export interface ClustersRequest {
  /** The same seed gives the same clusters. Without it, that of the clusters that stand, or 42. */
  readonly seed?: number | undefined;
  /** Whether images without a prompt are known by their concepts. Without it, as in the clusters that stand, or so. */
  readonly concepts?: boolean | undefined;
}

/** A cluster, as a menu or the command line names it. */
export interface ClusterReference {
  readonly id: string;
  /** Without it, the coarsest level that has a cluster of this id. */
  readonly level?: LevelName | undefined;
  /** The name of the vectors that were clustered. Without it, those of the chosen model. */
  readonly vectors?: string | undefined;
}

/** A concept that was made of images that were there. */
export interface MadeConcept {
  readonly name: string;
  readonly images: number;
}

/** What the collection holds: what a tree or a listing shows. Paths are relative to `.lexiclip`. */
export interface CollectionSnapshot {
  readonly concepts: readonly ConceptSnapshot[];
  readonly projections: readonly ProjectionSnapshot[];
  /** Of the vectors of the newest map; absent where these have no clusters. */
  readonly clusters?: ClustersSnapshot | undefined;
  /** Files that cannot be used; everything else is listed without them. */
  readonly problems: readonly ProblemSnapshot[];
}

/** A file of the collection that cannot be used. */
export interface ProblemSnapshot {
  /** Relative to `.lexiclip`. */
  readonly path: string;
  /** What is wrong with it and what to do, in one or two sentences. */
  readonly message: string;
  /** Whether it can be opened to be looked at: what a link leads to is not the collection's. */
  readonly opens: boolean;
  /** In the place of a map: its name. Computing it again replaces the file. */
  readonly projection?: string;
}

export interface ConceptSnapshot {
  readonly name: string;
  readonly slug: string;
  /** Its `concept.json`. */
  readonly path: string;
  /** What the source was asked: the concept as it was typed, with its phrasings. */
  readonly query: string;
  readonly source: string;
  readonly requested: number;
  readonly fetchedAt: string;
  readonly missing: readonly FailedImage[];
  /** In the order served. */
  readonly images: readonly ListedImage[];
}

export interface ListedImage {
  readonly id: string;
  readonly prompt: string;
}

/** The clusters of a model's images that are listed, and those that lie in them. */
export interface ClustersSnapshot {
  /** The name of the vectors. */
  readonly vectors: string;
  /** At least one; each cluster lies in one of the level before. */
  readonly levels: readonly ClusterLevelSnapshot[];
  /** The images of a cluster of the last level that the collection has, by id; read off when asked for. */
  images(cluster: string): readonly ClusteredImageSnapshot[];
}

interface ClusterLevelSnapshot {
  readonly name: LevelName;
  /** In the order of the file. */
  readonly clusters: readonly ClusterEntry[];
}

export interface ClusteredImageSnapshot extends ListedImage {
  /** The first concept that found it. */
  readonly concept: string;
  /** The prompt file under that. */
  readonly path: string;
}

export interface ProjectionSnapshot {
  readonly name: string;
  readonly method: MapMethod;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  readonly createdAt: string;
  readonly model: ModelInfo;
  readonly device: DeviceInfo;
  readonly origin?: ProjectionOrigin | undefined;
  readonly stopped?: boolean | undefined;
  readonly steps?: number | undefined;
  readonly quality?: QualityMetrics | undefined;
  readonly stability?: StabilityMetrics | undefined;
  readonly points: number;
  readonly path: string;
}

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { makeConcept } from '../core/clusters/make-concept.ts';
import { renameCluster } from '../core/clusters/rename.ts';
import { clusterImages } from '../core/clusters/stage.ts';
import type { CollectedImage } from '../core/collection/collection-view.ts';
import type { Collection } from '../core/collection/collection.ts';
import { vectorsName, type LoadedModel } from '../core/collection/embedding-rows.ts';
import { firstWithVectors } from '../core/collection/embeddings.ts';
import type { StabilityMetrics } from '../core/collection/schema.ts';
import type { StoredClusters } from '../core/collection/stored-clusters.ts';
import type { ComparedImage } from '../core/compare/compared-image.ts';
import { compareImages, compareMaps, type MovedReport } from '../core/compare/stage.ts';
import { embedImages } from '../core/embed/stage.ts';
import { clusterNames } from '../core/explore/cluster-names.ts';
import { NEAREST_SHOWN } from '../core/explore/details.ts';
import type { Preview } from '../core/explore/map.ts';
import { PreviewMap } from '../core/explore/preview-map.ts';
import type { ImageSource } from '../core/fetch/source.ts';
import { fetchConcepts } from '../core/fetch/stage.ts';
import { findDuplicates, type FindingsDependencies } from '../core/neighbours/findings-stage.ts';
import { imageFileFacts } from '../core/neighbours/image-file-facts.ts';
import type { ImageFileFacts } from '../core/neighbours/keepers.ts';
import { nearestFinder, type NearImage } from '../core/neighbours/nearest-images.ts';
import { findOutliers } from '../core/neighbours/outliers-stage.ts';
import { explore, finish, type FinishDependencies, type PipelineDependencies } from '../core/pipeline.ts';
import type { LiveLayoutRun } from '../core/project/live-layout.ts';
import { MapPreviews } from '../core/project/preview.ts';
import { measureStability } from '../core/project/stability.ts';
import { projectImages, type ProjectDependencies } from '../core/project/stage.ts';
import type {
  ClusterReference,
  ClustersRequest,
  DuplicatesReport,
  DuplicatesRequest,
  EmbedReport,
  ExploreReport,
  ExploreRequest,
  FinishReport,
  FinishRequest,
  MadeConcept,
  OutliersReport,
  OutliersRequest,
  ProjectRequest,
  SearchReport,
  SearchRequest,
  FetchReport,
} from '../core/reports.ts';
import { searchImages, type SearchDependencies } from '../core/search/stage.ts';
import { vectorOfImage } from '../core/search/vector-of-image.ts';
import type { LongTask } from '../core/signal.ts';
import { systemClock } from './clock.ts';
import { CollectionFolder } from './collection/collection-folder.ts';
import { Curation } from './curation.ts';
import { Engines, type EngineOptions } from './engines.ts';
import { Exchange } from './exchange/exchange.ts';
import { installationPaths } from './installation-paths.ts';
import { sha256 } from './sha256.ts';
import { openSource, type SourceId, type SourceOptions } from './sources/open-source.ts';
import { standaloneContent, type PageChoice, type StandaloneContent } from './standalone.ts';

export interface LexiclipOptions extends SourceOptions, EngineOptions {
  /** Absolute path of the workspace folder; the collection is its `.lexiclip`. */
  readonly workspace: string;
  /** The folder's collection, where it is in memory already. */
  readonly home?: CollectionFolder;
  /** Told now and then what has been embedded so far in a run. */
  readonly onPreview?: (preview: Preview) => void;
  /** Told which images could not be embedded, once all were tried. */
  readonly onHopeless?: (images: readonly CollectedImage[]) => void;
  /** Told of a map that forms; undefined when it does no more. */
  readonly onLiveLayout?: (liveLayout: LiveLayoutRun | undefined) => void;
}

/** What one search leaves for the next. */
export type KeptForSearch = Pick<SearchDependencies, 'words' | 'given'>;

/** The pipeline over one workspace folder, for the extension and the command line. Starts nothing until asked. */
export class Lexiclip {
  readonly #options: LexiclipOptions;
  readonly #folder: CollectionFolder;
  readonly #collection: Collection;
  readonly #engines: Engines;
  /** Tags, ratings, concepts and what is in them. */
  readonly curate: Curation;
  /** What is taken out of the collection, and what comes in that was made elsewhere. */
  readonly exchange: Exchange;

  constructor(options: LexiclipOptions) {
    const places = installationPaths(options.installation);
    this.#options = options;
    this.#folder =
      options.home ?? new CollectionFolder(options.workspace, places.imageFolders, options.logger);
    this.#collection = this.#folder.collection;
    this.#engines = new Engines(options);
    this.curate = new Curation(this.#folder);
    this.exchange = new Exchange({
      folder: this.#folder,
      parquetEntry: places.parquetEntry,
      vectors: () => this.#existingVectors(),
      projecting: () => this.#dependencies(),
    });
  }

  /** The files, and what is known of them. */
  get collection(): Collection {
    return this.#collection;
  }

  /** All three stages. @throws LexiclipError where there is no map in the end. */
  async explore(request: ExploreRequest, source: SourceId, task: LongTask): Promise<ExploreReport> {
    return this.#folder.writing(task, async () => {
      await this.#allowImages(source);
      return explore(request, await this.#fetchingDependencies(source), task);
    });
  }

  /** The first stage alone. */
  async fetch(
    request: Pick<ExploreRequest, 'concepts' | 'count'>,
    source: SourceId,
    task: LongTask,
  ): Promise<FetchReport> {
    return this.#folder.writing(task, async () => {
      await this.#allowImages(source);
      const dependencies = await this.#fetchingDependencies(source);
      const concepts = await fetchConcepts(request.concepts, request.count, dependencies, task);
      return { concepts, skipped: (await dependencies.source.skipped?.()) ?? [] };
    });
  }

  /** Every concept that a source has, or none where only a search tells. */
  async concepts(source: SourceId): Promise<readonly string[]> {
    return (await this.#source(source).concepts?.()) ?? [];
  }

  /** The second stage alone. */
  async embed(task: LongTask): Promise<EmbedReport> {
    return this.#folder.writing(task, async () => embedImages(await this.#dependencies(), task));
  }

  /** Forgets what was measured of this machine, and measures how the chosen model runs fastest on it. */
  measure(task: LongTask): Promise<LoadedModel> {
    return this.#engines.measure(task);
  }

  /** Goes on from the images that there are: embeds those that lack a vector, and makes or updates maps. */
  async finish(request: FinishRequest, task: LongTask): Promise<FinishReport> {
    return this.#folder.writing(task, async () => finish(request, await this.#dependencies(), task));
  }

  /** Computes one map and writes it; one that stands unchanged is computed anew only if `again` is set. */
  async project(request: ProjectRequest, task: LongTask, again: boolean): Promise<void> {
    await this.#folder.writing(task, async () =>
      projectImages(request, await this.#projectDependencies(request.name), task, again),
    );
  }

  /** Shows what maps would look like, on a sample of the images; writes nothing. */
  mapPreviews(): MapPreviews {
    return new MapPreviews({
      collection: this.#collection,
      projector: this.#engines.projector(),
      comparer: this.#engines.comparer(),
      vectorsOf: (map) => this.#vectorsToProject(map),
      sha256,
    });
  }

  /** Runs a map from other starts and writes into it how much of the neighbourhoods they agree on. */
  async measureStability(name: string, task: LongTask): Promise<StabilityMetrics> {
    return this.#folder.writing(task, async () =>
      measureStability(name, await this.#projectDependencies(name), task),
    );
  }

  /** Finds images by words, fields, images and weights. @param kept What earlier searches have left. */
  async search(request: SearchRequest, task: LongTask, kept: KeptForSearch = {}): Promise<SearchReport> {
    const texts = await this.#engines.textEmbedder();
    const vectors = await this.#existingVectors();
    const collection = this.#collection;
    const dependencies = { collection, vectors, texts, sha256, clusterNames, ...kept };
    return searchImages(request, dependencies, task);
  }

  /** The vector of an image that need not be in any collection, by the chosen model. @throws LexiclipError `unreadable-image`. */
  async vectorOf(
    image: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
    task: LongTask,
  ): Promise<Float32Array> {
    return vectorOfImage(image, { embedder: await this.#engines.embedder(), sha256 }, task);
  }

  /** Images that are nearly the same, in sets. */
  async duplicates(request: DuplicatesRequest, task: LongTask): Promise<DuplicatesReport> {
    return findDuplicates(request, await this.#findingsDependencies(), task);
  }

  /** What the files of some images say, aligned with their ids. */
  async fileFacts(ids: readonly string[], task: LongTask): Promise<readonly ImageFileFacts[]> {
    const headers = this.#engines.decoder();
    return imageFileFacts(ids, { collection: this.#collection, headers }, task);
  }

  /** The images that do not belong where they are. */
  async outliers(request: OutliersRequest, task: LongTask): Promise<OutliersReport> {
    return findOutliers(request, await this.#findingsDependencies(), task);
  }

  /** Images as they are compared. @throws LexiclipError `not-comparable`, `no-such-images`. */
  async compareImages(ids: readonly string[]): Promise<readonly ComparedImage[]> {
    return compareImages(this.#collection, ids);
  }

  /** Who moved from one map to another. @throws LexiclipError `no-such-map`. */
  async compareMaps(maps: readonly [string, string], limit: number, task: LongTask): Promise<MovedReport> {
    return compareMaps(this.#collection, maps, limit, task);
  }

  /** The images most like one, by the neighbours that were computed for a map; none where there are none. */
  async nearest(id: string, projection: string): Promise<readonly NearImage[]> {
    return (await this.#nearestFinder(await this.#vectorsToProject(projection)))(id);
  }

  /** The clusters of the images and their names: as they stand, or computed where images or the request differ. */
  async clusters(request: ClustersRequest, task: LongTask): Promise<StoredClusters> {
    const clusterer = this.#engines.clusterer();
    const texts = await this.#engines.textSide();
    const { logger } = this.#options;
    const dependencies = { ...(await this.#findingsDependencies()), clusterer, texts, logger };
    return clusterImages(request, dependencies, task);
  }

  /** Gives a cluster a name; empty: the suggested one comes back. Answers the name that it has then. */
  async renameCluster(cluster: ClusterReference, name: string, task: LongTask): Promise<string> {
    const vectors = cluster.vectors ?? (await this.#existingVectors());
    return this.#folder.writing(task, () => renameCluster(this.#collection, vectors, cluster, name));
  }

  /** Makes a concept of a cluster's images. Empty: it is called as the cluster is. */
  async makeConcept(cluster: ClusterReference, name: string, task: LongTask): Promise<MadeConcept> {
    const vectors = cluster.vectors ?? (await this.#existingVectors());
    const dependencies = { ...this.#folder.curating, vectors };
    return this.#folder.writing(task, () => makeConcept(cluster, name, dependencies, task));
  }

  async removeProjection(name: string, task: LongTask): Promise<void> {
    await this.#folder.writing(task, () => this.#collection.removeProjection(name));
  }

  /** What a page carries that needs nothing else; undefined where there is no map. @throws LexiclipError `no-images`. */
  async standalone(choice: PageChoice, signal: AbortSignal): Promise<StandaloneContent | undefined> {
    return standaloneContent(
      { title: path.basename(this.#options.workspace), ...choice },
      {
        collection: this.#collection,
        decoder: this.#engines.decoder(),
        nearestFinder: (vectors) => this.#nearestFinder(vectors),
      },
      signal,
    );
  }

  /** Ends the child processes. */
  dispose(): void {
    this.#engines.dispose();
  }

  /** The id of the inference process, for tests that end it. */
  get inferencePid(): number | undefined {
    return this.#engines.pid;
  }

  /** The user named the folder: its images may be read where they are. */
  async #allowImages(source: SourceId): Promise<void> {
    const { folder, copy = false } = this.#options;
    if (source === 'folder' && !copy && folder !== undefined) await this.#folder.allowImages(folder);
  }

  async #fetchingDependencies(source: SourceId): Promise<PipelineDependencies> {
    return { source: this.#source(source), ...(await this.#dependencies()) };
  }

  /** What stages work with that fetch nothing: all but a source. */
  async #dependencies(): Promise<FinishDependencies> {
    const { logger, onPreview, onHopeless } = this.#options;
    const map = new PreviewMap();
    return {
      collection: this.#collection,
      embedder: await this.#engines.embedder(),
      decoder: this.#engines.decoder(),
      projector: this.#engines.projector(),
      comparer: this.#engines.comparer(),
      clusterer: this.#engines.clusterer(),
      texts: await this.#engines.textSide(),
      onLiveLayout: this.#options.onLiveLayout,
      clock: systemClock,
      logger,
      sha256,
      run: randomUUID(),
      ...(onHopeless === undefined ? {} : { onHopeless }),
      onRows: (rows, { model, device }) => {
        if (onPreview !== undefined && map.add(rows)) onPreview({ points: map.points(), model, device });
      },
    };
  }

  async #findingsDependencies(): Promise<FindingsDependencies> {
    return {
      collection: this.#collection,
      vectors: await this.#existingVectors(),
      comparer: this.#engines.comparer(),
      ifMayWrite: this.#folder.ifMayWrite,
      sha256,
    };
  }

  async #projectDependencies(name: string): Promise<ProjectDependencies> {
    return { ...(await this.#dependencies()), vectors: await this.#vectorsToProject(name) };
  }

  #nearestFinder(vectors: string): ReturnType<typeof nearestFinder> {
    return nearestFinder({ collection: this.#collection, vectors, sha256 }, NEAREST_SHOWN);
  }

  #source(id: SourceId): ImageSource {
    return openSource(id, this.#options, {
      collection: this.#folder.path,
      decoder: this.#engines.decoder(),
      trusted: () => this.#folder.allowedFolders(),
    });
  }

  /** A map is computed again from the vectors that it was made of, a new one from those of the chosen model. */
  async #vectorsToProject(name: string): Promise<string> {
    const existing = await this.#collection.readProjection(name);
    return existing === undefined ? this.#existingVectors() : vectorsName(existing.model);
  }

  /** The name of the chosen model's vectors: of the precision that has some, the best where several do. */
  async #existingVectors(): Promise<string> {
    const names = (await (await this.#engines.embedder()).candidates()).map(vectorsName);
    return (await firstWithVectors(this.#collection, names)) ?? names[0] ?? '';
  }
}

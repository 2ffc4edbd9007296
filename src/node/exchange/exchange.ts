import path from 'node:path';
import { vectorsName } from '../../core/collection/embedding-rows.ts';
import { firstWithVectors } from '../../core/collection/embeddings.ts';
import { imageTable } from '../../core/exchange/image-table.ts';
import type { ImportKind } from '../../core/exchange/import/imported-table.ts';
import { offeredName } from '../../core/exchange/import/names.ts';
import { importTable, type ImportReport } from '../../core/exchange/import/stage.ts';
import { chosenImages, exportSource, type ExportChoice } from '../../core/exchange/source.ts';
import { pickSubset, type SubsetMethod, type SubsetReport } from '../../core/exchange/subset/stage.ts';
import { inOrder } from '../../core/explore/view-model.ts';
import type { ProjectDependencies } from '../../core/project/stage.ts';
import type { LongTask } from '../../core/signal.ts';
import type { CollectionFolder } from '../collection/collection-folder.ts';
import { withFileErrors } from '../file-errors.ts';
import { refuseDevice, replaceFile } from '../replace-file.ts';
import { sha256 } from '../sha256.ts';
import { writeImageFolder, type ImageFolderOptions, type WrittenImages } from './image-folder.ts';
import { filesToImport, readImport } from './import/read-import.ts';
import { mapSvg, pngOfSvg, type MapPictureRequest } from './map-picture.ts';
import { writeTable, type TableFormat } from './write-table.ts';

export interface ExchangeDependencies {
  readonly folder: CollectionFolder;
  /** Absolute path of the built `workers/parquet.js`. */
  readonly parquetEntry: string;
  /** The name of the chosen model's vectors. */
  readonly vectors: () => Promise<string>;
  /** What lays out and compares. */
  readonly projecting: () => Promise<Omit<ProjectDependencies, 'vectors'>>;
}

export interface ImportFiles {
  /** A file, or a folder of some. */
  readonly path: string;
  readonly kind?: ImportKind | undefined;
  /** Without it, the file's own. */
  readonly name?: string | undefined;
  /** A file of ids, for a matrix. */
  readonly ids?: string | undefined;
}

export interface SubsetChoice extends Pick<ExportChoice, 'ids' | 'visible'> {
  readonly count: number;
  readonly method: SubsetMethod;
  readonly seed: number;
}

export interface WrittenTable {
  /** Absolute. */
  readonly file: string;
  readonly images: number;
}

/** What is taken out of a collection, and what comes in that was made elsewhere. */
export class Exchange {
  readonly #folder: CollectionFolder;
  readonly #dependencies: ExchangeDependencies;

  constructor(dependencies: ExchangeDependencies) {
    this.#folder = dependencies.folder;
    this.#dependencies = dependencies;
  }

  /** Writes what is known of images as a table. @throws LexiclipError as `exportSource` and `writeTable` do. */
  async writeTable(
    choice: ExportChoice,
    format: TableFormat,
    output: string,
    task: LongTask,
  ): Promise<WrittenTable> {
    const source = await this.#source(choice, format === 'parquet');
    const file = path.resolve(output);
    const table = imageTable(source);
    await writeTable(table, format, file, this.#folder.path, task);
    return { file, images: table.count };
  }

  /** Copies images into a new folder, with their captions. */
  async writeImages(
    choice: ExportChoice,
    output: string,
    options: ImageFolderOptions,
    task: LongTask,
  ): Promise<WrittenImages & { readonly folder: string }> {
    const folder = path.resolve(output);
    return { folder, ...(await writeImageFolder(await this.#source(choice, false), folder, options, task)) };
  }

  /** Draws a map. @param scale Pixels of a PNG to one of the picture’s; undefined for SVG. Answers the absolute path. */
  async writePicture(request: MapPictureRequest, output: string, scale: number | undefined): Promise<string> {
    const svg = [...(await mapSvg(this.#folder.collection, request))].join('');
    const file = path.resolve(output);
    await writeWhole(file, scale === undefined ? svg : await pngOfSvg(svg, scale));
    return file;
  }

  /** Picks images that stand for all of some. @throws LexiclipError `no-images`, `no-vectors`. */
  async subset({ ids, visible, ...choice }: SubsetChoice, task: LongTask): Promise<SubsetReport> {
    const { collection } = this.#folder;
    const images = await chosenImages({ ids, visible }, collection);
    const vectors = await this.#vectors();
    return pickSubset({ ...choice, images }, { collection, vectors, sha256 }, task);
  }

  /** Brings in what was computed elsewhere, file by file. @throws LexiclipError `bad-import`, and what `importTable` throws. */
  async import(
    { path: given, kind, name, ids }: ImportFiles,
    task: LongTask,
  ): Promise<readonly ImportReport[]> {
    const { parquetEntry, projecting } = this.#dependencies;
    const { collection } = this.#folder;
    const files = await filesToImport(path.resolve(given));
    const reports: ImportReport[] = [];
    for (const file of files) {
      // Outside of the lock: who only reads keeps nobody from writing.
      const table = await readImport(file, { parquetEntry, ids }, task);
      const maps = await collection.projections();
      const own = offeredName(file, maps);
      const request = {
        name: name === undefined ? own : files.length === 1 ? name : `${name}-${own}`.slice(0, 60),
        file: path.basename(file),
        kind,
      };
      reports.push(
        await this.#folder.writing(task, async () =>
          importTable(request, table, { ...(await projecting()), vectors: await this.#vectors() }, task),
        ),
      );
    }
    return reports;
  }

  /** Those of the chosen model; where it has none, those that the first map is of. */
  async #vectors(): Promise<string> {
    const { collection } = this.#folder;
    const chosen = await this.#dependencies.vectors();
    const [first] = inOrder(await collection.projections());
    return (
      (await firstWithVectors(collection, [chosen])) ??
      (first === undefined ? chosen : vectorsName(first.model))
    );
  }

  async #source(choice: ExportChoice, withVectors: boolean): ReturnType<typeof exportSource> {
    const { collection } = this.#folder;
    const vectors = await this.#vectors();
    return exportSource(choice, withVectors, { collection, vectors, sha256 });
  }
}

/** Writes a file whole or not at all. @param file Absolute. @throws LexiclipError `disk-full`, `not-writable`. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await refuseDevice(file);
  await withFileErrors(file, () => replaceFile(file, content));
}

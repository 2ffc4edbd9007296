import { redoChange, undoChange } from '../core/curate/change.ts';
import { deleteConcept } from '../core/curate/delete-concept.ts';
import type { ChangeReport, CurateDependencies } from '../core/curate/edits.ts';
import { moveImages, type Moving } from '../core/curate/move-images.ts';
import { newConcept, type NewConcept } from '../core/curate/new-concept.ts';
import { renameConcept } from '../core/curate/rename-concept.ts';
import { tagImages, type Tagging } from '../core/curate/tag-images.ts';
import { takeOut } from '../core/curate/take-out.ts';
import type { MadeConcept } from '../core/reports.ts';
import type { LongTask } from '../core/signal.ts';
import type { CollectionFolder } from './collection/collection-folder.ts';

/** What sorts a collection out, each when it is this process's turn to write. Each change can be undone. */
export class Curation {
  readonly #folder: CollectionFolder;

  constructor(folder: CollectionFolder) {
    this.#folder = folder;
  }

  tag(ids: readonly string[], tagging: Tagging, task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => tagImages(ids, tagging, dependencies, task));
  }

  takeOut(ids: readonly string[], task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => takeOut(ids, dependencies, task));
  }

  move(moving: Moving, task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => moveImages(moving, dependencies, task));
  }

  newConcept(concept: NewConcept, task: LongTask): Promise<MadeConcept> {
    return this.#writing(task, (dependencies) => newConcept(concept, dependencies, task));
  }

  renameConcept(concept: string, name: string, task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => renameConcept(concept, name, dependencies, task));
  }

  deleteConcept(concept: string, task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => deleteConcept(concept, dependencies, task));
  }

  undo(task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => undoChange(dependencies, task));
  }

  redo(task: LongTask): Promise<ChangeReport> {
    return this.#writing(task, (dependencies) => redoChange(dependencies, task));
  }

  #writing<T>(task: LongTask, work: (dependencies: CurateDependencies) => Promise<T>): Promise<T> {
    return this.#folder.writing(task, () => work(this.#folder.curating));
  }
}

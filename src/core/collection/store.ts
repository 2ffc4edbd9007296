/** What is parsed and checked within some milliseconds. */
export const PART_BYTES = 128 * 1024;

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
  /**
   * The file's bytes in order, `PART_BYTES` at a time and fewer at the end; each part only lasts until the next.
   * Answers whether there is such a file.
   * @param most How many bytes are read, of a file that has more.
   */
  readParts(path: string, take: (part: Uint8Array) => void | Promise<void>, most?: number): Promise<boolean>;
  /** The whole file, decoded as UTF-8. */
  readText(path: string): Promise<string | undefined>;
  /**
   * Whole or not at all: written elsewhere and renamed; a link is replaced. Text is encoded as UTF-8.
   * @param content Where it is in pieces, each is written before the next is asked for.
   * @throws LexiclipError `not-a-plain-file` for a folder of that name, too.
   */
  write(path: string, content: WrittenContent): Promise<void>;
  /** Adds to the end of a file, making it where there is none. */
  append(path: string, content: Uint8Array | string): Promise<void>;
  /** Nothing happens where there is no such file; a folder of that name is set aside. */
  remove(path: string): Promise<void>;
  /**
   * Moves a file within the collection, over one that is there. Answers whether there was such a file.
   * @throws LexiclipError `not-a-plain-file` for anything but a file.
   */
  move(from: string, to: string): Promise<boolean>;
  /** Removes a folder that has nothing in it; any other stays. */
  removeEmptyFolder(path: string): Promise<void>;
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
  /** The names of the regular files in a folder, in no order: cheaper than looking at each. */
  listFiles(folder: string): Promise<readonly string[]>;
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

export type WrittenContent = Uint8Array | string | AsyncIterable<string>;

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

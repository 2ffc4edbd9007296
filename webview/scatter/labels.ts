import { levelNames, type LevelName } from '../../src/core/collection/clusters-schema.ts';
import {
  clusterPlaces,
  placeLabels,
  type ClusterPlace,
  type PlacedLabel,
} from '../../src/core/explore/cluster-labels.ts';
import { toPixels, type Point, type Size, type View } from '../../src/core/explore/viewport.ts';
import { element } from '../dom.ts';
import type { Host } from '../host.ts';
import { Last } from '../last.ts';
import { zoomOf, type Drawing } from './scene.ts';

/** From so much closer on, the names of the next finer clusters are added, and of those after them. */
const FINER_ZOOM = [1, 2.2, 5];
/** Padding and border of a name, in pixels: styles/labels.css. */
const FRAME = 14;
const LINE_HEIGHT = 20;
/** Of a picture that stands for a name. */
const FACE = { width: 52, height: 52 };

/** The names of clusters on the map, or pictures where they have none in words: of those that colours show, and finer ones as one comes closer. */
export class Labels {
  readonly element = element('div', 'labels');
  readonly #measure = document.createElement('canvas').getContext('2d');
  readonly #widths = new Map<string, number>();
  readonly #images: Pick<Host, 'thumbnail'>;
  readonly #pictures: () => readonly (Point & Size)[];
  #drawing: Drawing | undefined;
  /** By level, from the one that colours show on. */
  #places: readonly (readonly ClusterPlace[])[] = [];
  readonly #lastPlaces = new Last<readonly (readonly ClusterPlace[])[]>();
  #shown = '';
  #labels: readonly PlacedLabel[] = [];
  #pointed: HTMLElement | undefined;

  /** @param pictures What is drawn as pictures at the moment: names make room for them. */
  constructor(images: Pick<Host, 'thumbnail'>, pictures: () => readonly (Point & Size)[]) {
    this.#images = images;
    this.#pictures = pictures;
    // The legend has the same names, in an order that can be read out.
    this.element.ariaHidden = 'true';
  }

  show(drawing: Drawing): void {
    this.#drawing = drawing;
    const { map, projection, plane, hidden, colouring, showsLabels } = drawing;
    this.element.hidden = !showsLabels;
    const from = firstLevel(colouring);
    const of = [map.clusters, map.images, projection.vectors, plane.x, plane.y, hidden, from, showsLabels];
    this.#places = this.#lastPlaces.of(of, () => {
      const levels = levelNames.slice(levelNames.indexOf(from));
      return showsLabels ? levels.map((level) => placesOf(drawing, level)) : [];
    });
    this.look(drawing);
  }

  /** Moves the names with the window. */
  look(view: View): void {
    if (this.#drawing !== undefined) this.#drawing = { ...this.#drawing, ...view };
    this.place();
  }

  /** Places the names anew: pictures have come. */
  place(): void {
    const drawing = this.#drawing;
    if (drawing === undefined || this.element.hidden) return;
    const zoom = zoomOf(drawing);
    const { viewport, size } = drawing;
    const places = this.#places
      .filter((_, at) => zoom >= (FINER_ZOOM[at] ?? Infinity))
      .flat()
      .map((place) => ({ ...place, ...toPixels(place, viewport, size) }));
    const labels = placeLabels(places, size, this.#pictures(), (place) => this.#extentOf(place));
    this.#labels = labels;
    const names = labels.map(({ name, face }) => `${face} ${name}`).join('\n');
    if (names !== this.#shown) {
      this.#shown = names;
      this.element.replaceChildren(...labels.map(({ name, face }) => this.#element(drawing, name, face)));
    }
    for (const [at, { x, y, width, height }] of labels.entries()) {
      const label = this.element.children[at] as HTMLElement;
      label.style.transform = `translate(${Math.round(x - width / 2)}px, ${Math.round(y - height / 2)}px)`;
    }
  }

  /** The name that is at a place, in pixels of the surface. */
  at(at: Point): PlacedLabel | undefined {
    if (this.element.hidden) return undefined;
    return this.#labels.find(
      ({ x, y, width, height }) => Math.abs(at.x - x) <= width / 2 && Math.abs(at.y - y) <= height / 2,
    );
  }

  /** Shows that a name can be clicked. @returns The one that is pointed at, if any. */
  point(at: Point | undefined): PlacedLabel | undefined {
    const label = at === undefined ? undefined : this.at(at);
    const element = label && (this.element.children[this.#labels.indexOf(label)] as HTMLElement | undefined);
    if (element !== this.#pointed) {
      this.#pointed?.classList.remove('label-pointed');
      element?.classList.add('label-pointed');
      this.#pointed = element;
    }
    return label;
  }

  /** A name, or the picture that stands for it. */
  #element({ map }: Drawing, name: string, face: number): HTMLElement {
    const thumbnail = face === -1 ? undefined : this.#images.thumbnail(map, face);
    if (thumbnail === undefined) return element('span', 'label', name);
    const picture = element('img', 'label-face');
    picture.alt = '';
    picture.src = thumbnail;
    return picture;
  }

  #extentOf({ name, face }: ClusterPlace): Size {
    return face === -1 ? { width: this.#widthOf(name), height: LINE_HEIGHT } : FACE;
  }

  #widthOf(name: string): number {
    const known = this.#widths.get(name);
    if (known !== undefined) return known;
    const { fontFamily, fontSize } = getComputedStyle(this.element);
    if (this.#measure !== null) this.#measure.font = `600 ${fontSize} ${fontFamily}`;
    const width = (this.#measure?.measureText(name).width ?? name.length * 8) + FRAME;
    this.#widths.set(name, width);
    return width;
  }
}

function firstLevel({ by }: Drawing['colouring']): LevelName {
  return levelNames.find((level) => level === by) ?? 'middle';
}

/** The names on a map at the zoom that it has, those first that are placed first. */
export function namesOn(drawing: Drawing): readonly ClusterPlace[] {
  if (!drawing.showsLabels) return [];
  const zoom = zoomOf(drawing);
  return levelNames
    .slice(levelNames.indexOf(firstLevel(drawing.colouring)))
    .filter((_, at) => zoom >= (FINER_ZOOM[at] ?? Infinity))
    .flatMap((level) => placesOf(drawing, level));
}

function placesOf({ map, projection, plane, hidden }: Drawing, level: LevelName): readonly ClusterPlace[] {
  const view = map.clusters.find(
    (clusters) => clusters.level === level && clusters.vectors === projection.vectors,
  );
  return view === undefined ? [] : clusterPlaces(view, plane, hidden);
}

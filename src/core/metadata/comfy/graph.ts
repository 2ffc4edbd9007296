import type { JsonObject } from '../../collection/json-value.ts';
import type { FoundText } from '../found-text.ts';
import { generationOf, type Generation } from '../generation.ts';
import { objectsIn } from './found-graphs.ts';
import { graphOf, type ComfyGraph } from './graph-form.ts';
import { promptsOf } from './prompts.ts';
import { settingsOf } from './settings.ts';
import { graphOfWorkflow } from './workflow.ts';

/**
 * ComfyUI: the graph that made the image (`prompt`), in any place that a node saves it, or else the editor's (`workflow`),
 * which does not say what its nodes were given by others. The words are those that the saved image depends on.
 */
export function readComfyGraph(texts: readonly FoundText[]): Generation | undefined {
  const objects = texts.flatMap(({ place, text }) => objectsIn(text).map((object) => ({ place, object })));
  const read = (form: (object: JsonObject) => ComfyGraph | undefined): Generation[] =>
    objects.flatMap(({ place, object }) => generationIn(form(object), place) ?? []);
  const said = read(graphOf);
  const withPrompt = said.find(({ prompt }) => prompt !== undefined);
  if (withPrompt !== undefined) return withPrompt;
  const drawn = read(graphOfWorkflow);
  return drawn.find(({ prompt }) => prompt !== undefined) ?? said[0] ?? drawn[0];
}

function generationIn(graph: ComfyGraph | undefined, place: string): Generation | undefined {
  if (graph === undefined) return undefined;
  const { prompt, negativePrompt, source } = promptsOf(graph);
  const settings = source === undefined ? {} : settingsOf(source, graph);
  return generationOf('ComfyUI', place, { ...settings, prompt, negativePrompt });
}

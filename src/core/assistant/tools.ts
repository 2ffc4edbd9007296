import { comparePrompts } from './compare-prompts.ts';
import { describeMap } from './describe-map.ts';
import { exploreConcepts } from './explore-concepts.ts';
import { findOutliers } from './find-outliers.ts';
import { searchImages } from './search-images.ts';
import type { AssistantTool } from './tool.ts';

/** All that language models are offered, in VS Code and by MCP. */
export const assistantTools: readonly AssistantTool[] = [
  describeMap,
  searchImages,
  findOutliers,
  comparePrompts,
  exploreConcepts,
];

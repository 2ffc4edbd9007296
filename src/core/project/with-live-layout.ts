import type { ParameterValue } from '../collection/schema.ts';
import type { LongTask } from '../signal.ts';
import type { LiveLayoutRun } from './live-layout.ts';
import type { LayoutFrame, ProjectionTask } from './projector.ts';

/**
 * A task whose run is announced when it starts, and can be looked at and changed from then on. Where nobody is
 * told, no layouts are asked for on the way.
 * @returns The task, and the parameters that were changed while it ran.
 */
export function withLiveLayout(
  run: Omit<LiveLayoutRun, 'control' | 'onFrame'>,
  task: LongTask,
  onLiveLayout: ((liveLayout: LiveLayoutRun) => void) | undefined,
): { readonly task: ProjectionTask; readonly changes: Readonly<Record<string, ParameterValue>> } {
  const changes: Record<string, ParameterValue> = {};
  if (onLiveLayout === undefined) return { task, changes };
  const listeners: ((frame: LayoutFrame) => void)[] = [];
  let newest: LayoutFrame | undefined;
  return {
    changes,
    task: {
      ...task,
      onFrame: (frame) => {
        newest = frame;
        for (const listener of listeners) listener(frame);
      },
      onStart: ({ stop, change }) => {
        onLiveLayout({
          ...run,
          control: {
            stop,
            change: (parameters) => {
              Object.assign(changes, parameters);
              change(parameters);
            },
          },
          onFrame: (listener) => {
            listeners.push(listener);
            if (newest !== undefined) listener(newest);
          },
        });
      },
    },
  };
}

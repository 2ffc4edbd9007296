/** tsne-js 1.0.3 ships no types; these are the parts that we use (its dist/index.js). */
declare module 'tsne-js' {
  class TSNE {
    constructor(options: {
      dim?: number;
      perplexity?: number;
      earlyExaggeration?: number;
      learningRate?: number;
      nIter?: number;
      metric?: 'euclidean';
    });
    init(options: { data: number[][]; type: 'dense' }): void;
    run(): [error: number, iterations: number];
    getOutput(): number[][];
    on(
      event: 'progressIter',
      listener: (state: [iteration: number, error: number, gradient: number]) => void,
    ): this;
  }
  export = TSNE;
}

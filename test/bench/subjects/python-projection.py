"""The Python libraries from vectors in memory to a layout in memory; told and reporting as the other subjects.

Compiled code is ready before the clocks start: the library is loaded and, for umap-learn, whose code numba
compiles while it runs, some of the vectors were laid out. So both clocks are the process's own.
"""

import json
import resource
import sys
import time

import numpy

task = json.loads(sys.argv[1])
vectors = numpy.fromfile(task["vectors"], dtype=numpy.float32).reshape(-1, task["dimension"])

if task["subject"] == "umap-learn":
    import umap

    def lay_out(some):
        return umap.UMAP(n_neighbors=15, min_dist=0.1, metric="cosine").fit_transform(some)

    # From 4,096 points on it finds neighbours in another way, which is compiled as well.
    lay_out(vectors[:4200])
else:
    from sklearn.manifold import TSNE

    def lay_out(some):
        # The number of iterations is its default, 1,000.
        return TSNE(perplexity=30).fit_transform(some)


wall, cpu = time.perf_counter(), time.process_time()
layout = lay_out(vectors)
measures = {"wallSeconds": time.perf_counter() - wall, "warmCpuSeconds": time.process_time() - cpu}
layout.astype(numpy.float32).tofile(task["layout"])
measures["ownPeakMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps(measures))

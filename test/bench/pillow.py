"""Prepares images with Pillow as CLIP does: reads paths, one on a line, writes RGB bytes [224, 224, 3] for each."""
import sys

from PIL import Image, ImageOps

SIZE = 224

for line in sys.stdin:
    image = ImageOps.exif_transpose(Image.open(line.rstrip("\n"))).convert("RGB")
    width, height = image.size
    shortest = min(width, height)
    # torchvision's Resize and CenterCrop.
    width, height = (SIZE if side == shortest else int(SIZE * side / shortest) for side in (width, height))
    left, top = (int(round((side - SIZE) / 2.0)) for side in (width, height))
    image = image.resize((width, height), Image.BICUBIC).crop((left, top, left + SIZE, top + SIZE))
    sys.stdout.buffer.write(image.tobytes())

/** An address from which the page loads a picture, until it is revoked. */
export function pictureAddress(bytes: Uint8Array): string {
  return URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
}

/** A picture that has been decoded; its `src` is an address that is to be revoked. @throws where it cannot be decoded */
export async function decodedPicture(bytes: Uint8Array): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = pictureAddress(bytes);
  try {
    await image.decode();
    return image;
  } catch (error) {
    URL.revokeObjectURL(image.src);
    throw error;
  }
}

/** Longest edge of what is sent, in pixels: far more than is kept. */
const longestEdge = 1024

/**
 * The photo made small in the browser, turned upright, with an address to show it at; null where this browser cannot
 * read or write it. The server makes its own from whatever comes.
 */
export async function shrinkPhoto(photo: File): Promise<{ files: FileList; address: string } | null> {
  try {
    const bitmap = await createImageBitmap(photo)
    const scale = Math.min(1, longestEdge / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
    if (blob === null) return null
    const carried = new DataTransfer()
    carried.items.add(new File([blob], photo.name, { type: 'image/jpeg' }))
    return { files: carried.files, address: URL.createObjectURL(blob) }
  } catch {
    return null
  }
}

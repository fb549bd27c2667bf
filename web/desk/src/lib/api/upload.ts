import { address, ApiError } from './client'
import type { Problem, Upload } from './types'

/** Sends one file with its progress (0 to 1). fetch cannot tell the progress of a request, XMLHttpRequest can. */
export function upload(file: File, csrf: string, onProgress: (share: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address('/uploads', { name: file.name }))
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total) }
    request.onerror = () => reject(new ApiError({ key: 'offline', title: 'offline', status: 0 }))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(JSON.parse(request.responseText) as Upload)
      let problem: Problem | null = null
      try { problem = JSON.parse(request.responseText) as Problem } catch { /* not JSON: the status says enough */ }
      reject(new ApiError(problem ?? { key: `http.${request.status}`, title: request.statusText, status: request.status }))
    }
    request.send(file)
  })
}

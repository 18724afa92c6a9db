/** The peer: a plain Socket.io server that emits each message by itself to the room, as most chats do. */
import { createServer } from 'node:http'
import process from 'node:process'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
let seq = 0

io.on('connection', (socket) => {
  socket.on('enter', async ({ room }: { room: string }, acknowledge: (answer: unknown) => void) => {
    await socket.join(room)
    acknowledge({ ok: true })
  })
  socket.on('say', ({ text }: { text: string }, acknowledge: (answer: unknown) => void) => {
    seq += 1
    const by = { name: '城阳阿姨', picture: null, role: 'viewer' }
    const entry = { kind: 'chat', seq, at: Date.now(), by, text }
    io.to('demo').emit('entries', { broadcast: '0198d000-0000-7000-8000-000000000000', entries: [entry] })
    acknowledge({ ok: true, value: { seq } })
  })
})

http.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'))

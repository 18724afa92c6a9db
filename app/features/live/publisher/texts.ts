import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import type { TextsLike } from '#app/kernel/i18n/texts.ts'

const zh = {
  page: {
    title: '试播（开发用）',
    hint: '这一页只在开发和演示时有：用这台机器的摄像头或一个画出来的时钟，往直播间里推画面。',
    room: '直播间',
    noRooms: '还没有直播间，请先建一个。',
    source: '画面',
    camera: '摄像头',
    clock: '时钟',
    start: '开播',
    end: '结束直播',
    preview: '预览',
    figures: '已发送 {{frames}} 帧，{{megabytes}} MB；网络不好时跳过 {{skipped}} 帧',
    noCamera: '打不开摄像头或话筒，请看看有没有允许使用。',
  },
  states: {
    idle: '还没有开播',
    preparing: '正在准备画面和声音…',
    connecting: '正在接通…',
    'on-air': '正在直播',
    resumed: '接上了，正在直播',
    reconnecting: '网断了，正在重连（第 {{attempt}} 次）',
    ended: '直播已结束',
    'not-resumed': '断得太久，这一场已经结束',
    refused: '没有播成',
  },
  refusals: {
    'unknown-publisher': '开播的凭证不对或已经用过，请再点一次开播。',
    'not-allowed': '您不能在这个直播间开播。',
    'already-publishing': '这个直播间正有人在播。',
    'bad-message': '服务器没有听懂这个浏览器发来的内容。',
    'unsupported-codec': '这种画面或声音的格式收不了，要用 H.264 和 AAC。',
    'bad-picture': '画面的尺寸或格式不对。',
    'bad-sound': '声音的格式不对。',
    'too-many-bad-frames': '坏的画面太多，已经断开。',
    'no-picture': '一直没有收到画面。',
    stalled: '画面停了太久，已经断开。',
    'try-again': '服务器现在开不了播，请过会儿再试。',
    'server-stopped': '服务器正在停机。',
    superseded: '这个直播间换了别处在播。',
    'disk-full': '服务器的磁盘满了，录像存不下，不能再播。已经录下的都在。请告诉管理员。',
    'recording-failed': '录像存不下来，这一场只好结束：带货直播必须录像。已经录下的都在。请告诉管理员。',
    'too-much': '发来的画面太多、太大，服务器收不下，已经断开。请把码率调到每秒 10 兆比特以下。',
    'no-transcoder':
      '这个浏览器压不出能直播的画面，服务器上也没有装转换画面的程序。请换一个新一点的浏览器，或者请管理员在服务器上装好 ffmpeg。',
    'no-h264': '这个浏览器不会压制 H.264 画面，请换一个新一点的浏览器。',
    'no-camera': '没有找到画面。',
    'no-ticket': '没有拿到开播的凭证。',
    'encoder-failed': '压制画面或声音时出了错。',
  },
  warnings: {
    'frame-out-of-order': '有画面的先后乱了，已跳过。',
    'bad-frame': '有坏的画面，已跳过。',
    'time-jump': '画面的时间跳了一大段，已重新接上。',
    'sound-apart': '声音和画面差得太远，已跳过这段声音。',
    'clock-off': '这台机器的时钟不准，改用服务器的时间。',
    'disk-low': '服务器的磁盘快满了，请准备结束这一场，并告诉管理员。',
    'too-much': '发来的画面太多、太大，再这样就要断开。请把码率调低。',
  },
  troubles: {
    'permission-refused':
      '没有得到用摄像头和话筒的允许。请在浏览器的网站设置里，把这个网站的摄像头和话筒改成“允许”，再点一次。',
    'no-camera': '没有找到摄像头。请换一部带摄像头的手机，或者把摄像头插好，再点一次。',
    'no-microphone': '没有找到话筒，观众会听不到您说话。请插好话筒，再点一次。',
    'camera-busy': '摄像头正被别的应用占着。请把视频通话、相机等应用关掉，再点一次。',
    insecure: '这个网址不是 https 开头，浏览器不让用摄像头。请用管理员给的 https 网址打开。',
    unsupported:
      '这个浏览器播不了。请把手机系统和浏览器更新一下，或者换一个新一点的浏览器，也可以用推流软件。',
    'no-transcoder':
      '这个浏览器压不出能直播的画面，服务器上也没有装转换画面的程序。请换一个新一点的浏览器，或者请管理员在服务器上装好 ffmpeg。',
    call: '有电话进来，声音停了。挂断以后会自己接上。',
    'camera-lost': '摄像头断了，可能被别的应用拿走了。能用的时候会自己接上。',
    'microphone-lost': '话筒断了，观众听不到您。能用的时候会自己接上。',
    hidden: '这一页没有显示在屏幕上，画面会停住。请回到这一页，不要锁屏。',
    'picture-stopped': '画面停住了，观众看到的是最后一幅。',
    'encoder-slow': '手机有点忙不过来，画面先调小一点，声音不受影响。关掉别的应用会好一些。',
    'network-weak': '网络有点弱，画面先调小一点，声音不受影响。',
  },
  network: { good: '网络好', fair: '网络还行', weak: '网络弱', lost: '网络断了' },
  sound: { clear: '声音清楚', quiet: '声音太小', silent: '没有声音', muted: '已经静音' },
  quality: {
    full: '画面清楚',
    lowered: '画面调小了',
    lower: '网络有点弱，画面先调小一点，声音不受影响',
    higher: '网络好些了，画面又清楚了一点',
  },
} as const

const en: TextsLike<typeof zh> = {
  page: {
    title: 'Publishing test (development)',
    hint: 'This page exists in development and in the demo only: it publishes this machine’s camera, or a drawn clock, into a room.',
    room: 'Room',
    noRooms: 'There is no room yet. Please make one first.',
    source: 'Picture',
    camera: 'Camera',
    clock: 'Clock',
    start: 'Go live',
    end: 'End the broadcast',
    preview: 'Preview',
    figures: '{{frames}} frames and {{megabytes}} MB sent; {{skipped}} pictures skipped for a weak network',
    noCamera: 'The camera or microphone cannot be opened. Please check that they are allowed.',
  },
  states: {
    idle: 'Not live yet',
    preparing: 'Preparing picture and sound…',
    connecting: 'Connecting…',
    'on-air': 'On air',
    resumed: 'Back again, on air',
    reconnecting: 'The network was lost; reconnecting (attempt {{attempt}})',
    ended: 'The broadcast has ended',
    'not-resumed': 'Away for too long: this broadcast has ended',
    refused: 'It could not go live',
  },
  refusals: {
    'unknown-publisher': 'The ticket is not right or was used before. Please press “Go live” again.',
    'not-allowed': 'You may not go live in this room.',
    'already-publishing': 'Someone is live in this room already.',
    'bad-message': 'The server did not understand what this browser sent.',
    'unsupported-codec': 'This kind of picture or sound is not taken: it must be H.264 and AAC.',
    'bad-picture': 'The picture’s size or format is not right.',
    'bad-sound': 'The sound’s format is not right.',
    'too-many-bad-frames': 'Too many bad frames: disconnected.',
    'no-picture': 'No picture arrived.',
    stalled: 'The picture stood still for too long: disconnected.',
    'try-again': 'The server cannot open a broadcast now. Please try again in a moment.',
    'server-stopped': 'The server is stopping.',
    superseded: 'This room is being published from elsewhere now.',
    'disk-full':
      'The server’s disk is full and cannot keep the recording: no broadcast can go on. What was recorded is kept. Please tell the administrator.',
    'recording-failed':
      'The recording could not be kept, so this broadcast had to end: sales broadcasts must be recorded. What was recorded until then is kept. Please tell the administrator.',
    'too-much':
      'More picture arrived than the server can take: disconnected. Please set the bitrate below 10 Mbit/s.',
    'no-transcoder':
      'This browser cannot make a picture fit for live video, and the server has no program to convert it. Please use a newer browser, or ask the administrator to install ffmpeg on the server.',
    'no-h264': 'This browser cannot encode H.264. Please use a newer one.',
    'no-camera': 'No picture was found.',
    'no-ticket': 'No ticket to go live was given.',
    'encoder-failed': 'Encoding the picture or the sound failed.',
  },
  warnings: {
    'frame-out-of-order': 'A frame came out of order and was skipped.',
    'bad-frame': 'A bad frame was skipped.',
    'time-jump': 'The picture’s time jumped; it goes on from there.',
    'sound-apart': 'Sound too far from the picture was skipped.',
    'clock-off': 'This machine’s clock is off; the server’s time is used.',
    'disk-low':
      'The server’s disk is nearly full. Please get ready to end this broadcast, and tell the administrator.',
    'too-much': 'Too much picture arrives; this will be disconnected. Please lower the bitrate.',
  },
  troubles: {
    'permission-refused':
      'The camera and microphone are not allowed. In your browser’s settings for this site, set both to “allow”, then press again.',
    'no-camera': 'No camera was found. Use a phone that has one, or plug one in, then press again.',
    'no-microphone':
      'No microphone was found: viewers cannot hear you. Please plug one in, then press again.',
    'camera-busy': 'Another app is using the camera. Close video calls and camera apps, then press again.',
    insecure:
      'This address does not begin with https, so the browser does not allow the camera. Please open the https address that your administrator gives you.',
    unsupported:
      'This browser cannot go live. Please update the phone and its browser, use a newer one, or use a streaming app.',
    'no-transcoder':
      'This browser cannot make a picture fit for live video, and the server has no program to convert it. Please use a newer browser, or ask the administrator to install ffmpeg on the server.',
    call: 'A call is coming in and the sound has stopped. It comes back by itself when the call ends.',
    'camera-lost':
      'The camera is gone; another app may have taken it. It comes back by itself when it is free.',
    'microphone-lost':
      'The microphone is gone and viewers cannot hear you. It comes back by itself when it is free.',
    hidden:
      'This page is not on the screen, so the picture stands still. Please come back to it and keep the screen on.',
    'picture-stopped': 'The picture stands still: viewers see the last one.',
    'encoder-slow':
      'The phone is rather busy: the picture is smaller for now, the sound stays as it is. Closing other apps helps.',
    'network-weak': 'The network is a little weak: the picture is smaller for now, the sound stays as it is.',
  },
  network: { good: 'Good network', fair: 'Fair network', weak: 'Weak network', lost: 'No network' },
  sound: { clear: 'Clear sound', quiet: 'Very quiet', silent: 'No sound', muted: 'Muted' },
  quality: {
    full: 'Clear picture',
    lowered: 'Smaller picture',
    lower: 'The network is a little weak: the picture is smaller for now, the sound stays as it is',
    higher: 'The network is better: the picture is a little clearer again',
  },
}

/** Words for publishing, for the development page now and the host's page later. */
export const texts = addTexts('publisher', { zh, en })

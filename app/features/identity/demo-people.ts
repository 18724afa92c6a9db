/** People of the demo, to sign in as. They are invented, marked so, and exist only under `DEMO`. */
export interface DemoPerson {
  name: string
  phone: string
}

export const demoPeople = {
  host: { name: '红岛大姐', phone: '13800000001', picture: '/art/portrait-demo.svg' },
  assistant: { name: '小海', phone: '13800000002', picture: '/art/razor-clam.svg' },
  buyer: { name: '城阳阿姨', phone: '13800000003', picture: '/art/manila-clam.svg' },
  staff: { name: '工会小王', phone: '13800000004', picture: '/art/mark.svg' },
  clerk: { name: '街道小李', phone: '13800000008', picture: '/art/mark.svg' },
  lecturer: { name: '于老师', phone: '13800000007', picture: '/art/scallop.svg' },
  trainee: { name: '秀云', phone: '13800000006', picture: '/art/kelp.svg' },
  administrator: { name: '老赵', phone: '13800000005', picture: '/art/oyster.svg' },
} as const

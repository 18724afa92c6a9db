/** What can stand over a course in lists: file names under /art, without their ending. */
export const covers = [
  'cover-course-live',
  'cover-course-short-video',
  'cover-course-tourism',
  'cover-course-catering',
  'cover-training-event',
  'scene-harbour-dawn',
  'scene-stall',
  'scene-kitchen',
  'tidal-flat',
  'boat-tour',
  'seafood-pot',
] as const

/** The house's drawings for lessons. */
export const lessonDrawings = [
  'manila-clam',
  'oyster',
  'razor-clam',
  'scallop',
  'mantis-shrimp',
  'swimming-crab',
  'spanish-mackerel',
  'sea-bass',
  'squid',
  'kelp',
  'gift-box',
  'scene-stall',
  'scene-kitchen',
  'scene-harbour-dawn',
  'tidal-flat',
  'boat-tour',
  'seafood-pot',
  'restaurant-table',
] as const

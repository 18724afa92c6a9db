-- What a broadcast offered is asked by every page of its room and by a product's own page: few rows among its chat.
CREATE INDEX timeline_entry_offers ON timeline_entry (broadcast_id, kind, seq) WHERE kind IN ('pin', 'coupon', 'sold_out');

//! What are the sentences, the words, and how do they hang together?
